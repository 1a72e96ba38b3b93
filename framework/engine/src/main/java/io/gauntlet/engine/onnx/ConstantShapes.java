package io.gauntlet.engine.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/** Operations on constants that change their shape or choose among their values. */
final class ConstantShapes {
    private ConstantShapes() {}

    /** What an operation yields; null when it is not one of these. */
    static @Nullable Constant fold(Operation operation, List<Constant> in, Folding folding) {
        Constant first = in.get(0);
        return switch (operation.type()) {
            case "Unsqueeze" -> unsqueezed(operation, first);
            case "Squeeze" -> squeezed(operation, first);
            case "Reshape" -> first.shaped(Shapes.target(operation, first.length(), first.shape()));
            case "Flatten" -> flat(operation, first);
            case "Concat" -> concat(operation, in, folding);
            case "Gather" -> gather(operation, in, folding);
            case "Slice" -> slice(operation, first, folding);
            case "Transpose" -> transposed(operation, first, folding);
            default -> null;
        };
    }

    private static Constant unsqueezed(Operation operation, Constant in) {
        long[] axes = operation.integers("axes", 1);
        return in.shaped(Shapes.unsqueezed(operation, in.shape(), axes));
    }

    private static Constant squeezed(Operation operation, Constant in) {
        return in.shaped(Shapes.squeezed(operation, in.shape(), operation.integers("axes", 1)));
    }

    private static Constant flat(Operation operation, Constant in) {
        int axis = operation.axis(operation.attributes().integer("axis", 1), in.rank() + 1);
        long before = Folding.length(Arrays.copyOf(in.shape(), axis));
        return in.shaped(before, before == 0 ? 0 : in.length() / before);
    }

    private static Constant concat(Operation operation, List<Constant> in, Folding folding) {
        long[] shape = in.get(0).shape();
        int axis = operation.axis(operation.attributes().integer("axis", 0), shape.length);
        long outer = Folding.length(Arrays.copyOf(shape, axis));
        long along = 0;
        for (Constant one : in) {
            long[] other = one.shape();
            if (other.length != shape.length) {
                throw operation.unsupported("joins tensors of different ranks");
            }
            along += other[axis];
            other[axis] = shape[axis];
            if (!Arrays.equals(other, shape)) {
                throw operation.unsupported("joins tensors of different shapes");
            }
        }
        shape[axis] = along;
        double[] out = folding.room(Folding.length(shape));
        int at = 0;
        for (int block = 0; block < outer; block++) {
            for (Constant one : in) {
                int length = (int) (one.length() / outer);
                for (int i = 0; i < length; i++) {
                    out[at++] = one.at(block * length + i);
                }
            }
        }
        return Constant.of(out, in.get(0).integer(), shape);
    }

    private static Constant gather(Operation operation, List<Constant> in, Folding folding) {
        Constant from = in.get(0);
        Constant at = in.get(1);
        int axis = operation.axis(operation.attributes().integer("axis", 0), from.rank());
        int[] indices = Shapes.indices(operation, at, from.shape()[axis]);
        Constant picked = picked(from, axis, indices, folding);
        long[] shape = picked.shape();
        long[] full = IntStream.range(0, shape.length)
                .boxed()
                .flatMapToLong(i -> i == axis ? Arrays.stream(at.shape()) : java.util.stream.LongStream.of(shape[i]))
                .toArray();
        return picked.shaped(full);
    }

    private static Constant slice(Operation operation, Constant in, Folding folding) {
        Constant result = in;
        for (Shapes.Cut cut : Shapes.cuts(operation, in.shape())) {
            result = picked(result, cut.axis(), cut.indices(), folding);
        }
        return result;
    }

    /** Chosen indices of an axis. */
    private static Constant picked(Constant in, int axis, int[] indices, Folding folding) {
        long[] shape = in.shape();
        int side = (int) shape[axis];
        int inner = (int) Folding.length(Arrays.copyOfRange(shape, axis + 1, shape.length));
        int outer = (int) Folding.length(Arrays.copyOf(shape, axis));
        shape[axis] = indices.length;
        double[] out = folding.room(Folding.length(shape));
        int at = 0;
        for (int o = 0; o < outer; o++) {
            for (int index : indices) {
                for (int i = 0; i < inner; i++) {
                    out[at++] = in.at((o * side + index) * inner + i);
                }
            }
        }
        return Constant.of(out, in.integer(), shape);
    }

    private static Constant transposed(Operation operation, Constant in, Folding folding) {
        int[] order = Shapes.order(operation, in.rank());
        Layout layout = new Layout(in.shape(), order);
        int[] places = layout.places();
        double[] out = folding.room(in.length());
        for (int i = 0; i < out.length; i++) {
            out[places[i]] = in.at(i);
        }
        return Constant.of(out, in.integer(), layout.memory());
    }
}
