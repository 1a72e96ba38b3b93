package io.gauntlet.engine.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.gauntlet.engine.layout.Axis;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.Window;

/** Operations that change shapes, join values or choose among them. */
final class Shaping {
    private final Flow flow;
    private final Arithmetic arithmetic;
    private final long batch;

    /** With the number that stands for the batch in shapes. */
    Shaping(Flow flow, Arithmetic arithmetic, long batch) {
        this.flow = flow;
        this.arithmetic = arithmetic;
        this.batch = batch;
    }

    /** What an operation yields, in order; empty when it is not one of these. */
    List<Tensor> apply(Operation operation) {
        return switch (operation.type()) {
            case "Shape" -> List.of(Folding.shape(operation, full(operation.value(0))));
            case "Flatten" -> List.of(flat(operation));
            case "Reshape" -> {
                Value value = operation.value(0);
                yield List.of(shaped(
                        operation,
                        value,
                        Shapes.target(operation, Math.multiplyExact(batch, value.length()), full(value))));
            }
            case "Squeeze" -> {
                Value value = operation.value(0);
                yield List.of(shaped(
                        operation, value, Shapes.squeezed(operation, full(value), operation.integers("axes", 1))));
            }
            case "Unsqueeze" -> {
                Value value = operation.value(0);
                yield List.of(shaped(
                        operation, value, Shapes.unsqueezed(operation, full(value), operation.integers("axes", 1))));
            }
            case "Transpose" -> List.of(transposed(operation));
            case "Concat" -> List.of(concatenated(operation));
            case "Slice" -> List.of(sliced(operation));
            case "Gather" -> List.of(gathered(operation));
            case "Split" -> split(operation);
            case "Pad" -> List.of(padded(operation));
            case "Resize", "Upsample" -> List.of(resized(operation));
            case "Expand" -> List.of(expanded(operation));
            case "DepthToSpace" -> List.of(depthToSpace(operation));
            default -> List.of();
        };
    }

    private long[] full(Value value) {
        return with(batch, value.shape());
    }

    /** The same values with another shape, which includes the batch. */
    private Value shaped(Operation operation, Value value, long... full) {
        if (full.length < 2 || full[0] != batch) {
            throw operation.unsupported(
                    "mixes the samples of a batch, or leaves out its axis; export the network with the batch first");
        }
        long[] shape = Arrays.copyOfRange(full, 1, full.length);
        return value.in(shape);
    }

    private Value flat(Operation operation) {
        Value value = operation.value(0);
        int axis = operation.axis(operation.attributes().integer("axis", 1), value.rank() + 2);
        if (axis != 1 && !(axis == 0 && batch == 1)) {
            throw operation.unsupported("flattens from the axis " + axis + "; 1 is what the engine computes");
        }
        return shaped(operation, value, batch, value.length());
    }

    private Value transposed(Operation operation) {
        Value value = operation.value(0);
        int[] order = Shapes.order(operation, value.rank() + 1);
        if (order[0] != 0) {
            throw operation.unsupported("moves the batch to another axis");
        }
        Layout layout = value.layout().over(value.shape()).orElse(null);
        if (layout == null) {
            int[] usual = Flow.usual(value.rank());
            int node = flow.arranged(value, usual);
            value = new Value(node, value.shape(), new Layout(value.shape(), usual));
            layout = value.layout();
        }
        long[] shape = new long[order.length - 1];
        int[] lies = new int[shape.length];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = value.shape()[order[i + 1] - 1];
            for (int j = 0; j < lies.length; j++) {
                lies[j] = layout.order()[j] == order[i + 1] - 1 ? i : lies[j];
            }
        }
        return new Value(value.node(), shape, new Layout(shape, lies));
    }

    private Value concatenated(Operation operation) {
        Value first = operation.value(0);
        int axis = axis(operation, operation.attributes().integer("axis", 1), first);
        int rank = first.rank();
        int[] order = rank == 3 && axis == 0 ? Layout.CHANNELS_LAST : Flow.last(rank, axis);
        int[] nodes = new int[operation.inputs().size()];
        long[] shape = first.shape().clone();
        shape[axis] = 0;
        for (int i = 0; i < nodes.length; i++) {
            Value value = operation.value(i);
            if (value.rank() != rank) {
                throw operation.unsupported("joins tensors of different ranks");
            }
            nodes[i] = flow.arranged(value, order);
            shape[axis] += value.shape()[axis];
        }
        int node = flow.assembly().add(new Layer.Concatenation(flow.name(operation)), nodes);
        return new Value(node, shape, new Layout(shape, order));
    }

    /** An axis counted without the batch. */
    private static int axis(Operation operation, long given, Value value) {
        int axis = operation.axis(given, value.rank() + 1);
        if (axis == 0) {
            throw operation.unsupported("mixes the samples of a batch");
        }
        return axis - 1;
    }

    private Value sliced(Operation operation) {
        Value value = operation.value(0);
        for (Shapes.Cut cut : Shapes.cuts(operation, full(value))) {
            int[] kept = cut.indices();
            if (cut.axis() == 0) {
                throw operation.unsupported("chooses among the samples of a batch");
            }
            int axis = cut.axis() - 1;
            value = steps(value, axis, kept)
                    ? thinned(operation, value, axis, kept[1])
                    : flow.chosen(operation, value, axis, kept);
        }
        return value;
    }

    /** Whether every so many rows or columns of a picture are kept, from the first to the last. */
    private static boolean steps(Value value, int axis, int... kept) {
        return value.rank() == 3
                && axis > 0
                && kept.length > 1
                && kept[0] == 0
                && kept[1] > 1
                && kept[kept.length - 1] + kept[1] >= value.shape()[axis]
                && IntStream.range(0, kept.length).allMatch(i -> kept[i] == i * kept[1]);
    }

    private Value thinned(Operation operation, Value value, int axis, int step) {
        Window window = new Window(Axis.valid(1, axis == 1 ? step : 1), Axis.valid(1, axis == 2 ? step : 1));
        return flow.picture(new Layer.Pool(flow.name(operation), window, true), flow.picture(operation, value));
    }

    private Value gathered(Operation operation) {
        Value value = operation.value(0);
        Constant at = operation.constant(1);
        int axis = axis(operation, operation.attributes().integer("axis", 0), value);
        if (at.rank() > 1 || (at.rank() == 0 && value.rank() == 1)) {
            throw operation.unsupported("has indices of " + at.rank() + " axes");
        }
        Value chosen = flow.chosen(operation, value, axis, Shapes.indices(operation, at, value.shape()[axis]));
        if (at.rank() == 1) {
            return chosen;
        }
        long[] shape = IntStream.range(0, value.rank())
                .filter(i -> i != axis)
                .mapToLong(i -> value.shape()[i])
                .toArray();
        return chosen.in(shape);
    }

    private List<Tensor> split(Operation operation) {
        Value value = operation.value(0);
        int axis = axis(operation, operation.attributes().integer("axis", 0), value);
        int parts = operation.node().getOutputCount();
        int side = (int) value.shape()[axis];
        long @Nullable [] sizes = operation.integers("split", 1);
        if (sizes == null) {
            long each = (side + parts - 1L) / Math.max(1, parts);
            sizes = IntStream.range(0, parts)
                    .mapToLong(i -> Math.min(each, side - i * each))
                    .toArray();
        }
        List<Tensor> out = new ArrayList<>();
        int from = 0;
        for (long size : sizes) {
            if (size < 1 || from + size > side) {
                throw operation.unsupported("splits " + side + " into " + Arrays.toString(sizes));
            }
            int start = from;
            out.add(flow.chosen(
                    operation,
                    value,
                    axis,
                    IntStream.range(start, start + (int) size).toArray()));
            from += (int) size;
        }
        return out;
    }

    private Value padded(Operation operation) {
        Value value = operation.value(0);
        Attributes attributes = operation.attributes();
        Constant number = operation.optional(2);
        double filling = number == null ? attributes.number("value", 0) : number.number();
        long[] given = operation.integers("pads", 1);
        long[] axes = operation.integers("axes", 3);
        int rank = value.rank() + 1;
        if (given == null || given.length != 2 * (axes == null ? rank : axes.length)) {
            throw operation.unsupported("does not say how much it pads");
        }
        int[][] pads = new int[rank][2];
        for (int i = 0; i < given.length / 2; i++) {
            int axis = operation.axis(axes == null ? i : axes[i], rank);
            pads[axis] = new int[] {bounded(operation, given[i]), bounded(operation, given[i + given.length / 2])};
        }
        boolean any = Arrays.stream(pads).anyMatch(pad -> pad[0] != 0 || pad[1] != 0);
        if (any
                && (!attributes.text("mode", "constant").equals("constant")
                        || filling != 0
                        || pads[0][0] != 0
                        || pads[0][1] != 0)) {
            throw operation.unsupported("pads with something other than zeros");
        }
        if (rank == 4
                && Arrays.stream(pads).allMatch(pad -> pad[0] >= 0 && pad[1] >= 0)
                && (pads[2][0] | pads[2][1] | pads[3][0] | pads[3][1]) != 0) {
            Layer pad = new Layer.Pad(flow.name(operation), pads[2][0], pads[2][1], pads[3][0], pads[3][1]);
            value = flow.picture(pad, flow.picture(operation, value));
            pads[2] = new int[2];
            pads[3] = new int[2];
        }
        for (int axis = 1; axis < rank; axis++) {
            int before = pads[axis][0];
            int side = (int) value.shape()[axis - 1];
            int length = Math.max(0, before + side + pads[axis][1]);
            int[] sources = IntStream.range(0, length)
                    .map(i -> i < before || i >= before + side ? -1 : i - before)
                    .toArray();
            value = flow.chosen(operation, value, axis - 1, sources);
        }
        return value;
    }

    private Value expanded(Operation operation) {
        Value value = operation.value(0);
        long[] target = operation.constant(1).integers();
        long[] full = full(value);
        if (target.length != full.length || (target[0] != 1 && target[0] != batch)) {
            throw operation.unsupported("has the shape " + Arrays.toString(target) + ", which has other axes");
        }
        long[] shape = value.shape().clone();
        for (int i = 0; i < shape.length; i++) {
            shape[i] = target[i + 1] == 1 ? shape[i] : target[i + 1];
        }
        return arithmetic.spread(operation, value, shape);
    }

    /** Channels put beside each other as pixels: {@code [b b c, h, w]}, or {@code [c b b, h, w]}, to {@code [c, b h, b w]}. */
    private Value depthToSpace(Operation operation) {
        Value value = operation.value(0);
        long side = operation.attributes().integer("blocksize", 0);
        if (value.rank() != 3 || side < 1 || side > 1 << 12 || value.shape()[0] % (side * side) != 0) {
            throw operation.unsupported("has a block size that does not fit its channels");
        }
        boolean depthFirst = operation.attributes().text("mode", "DCR").equals("DCR");
        long channels = value.shape()[0] / (side * side);
        long height = value.shape()[1];
        long width = value.shape()[2];
        long[] apart = depthFirst
                ? new long[] {side, side, channels, height, width}
                : new long[] {channels, side, side, height, width};
        Value blocks = shaped(operation, value, with(batch, apart));
        int[] order = depthFirst ? new int[] {2, 3, 0, 4, 1} : new int[] {0, 3, 1, 4, 2};
        int node = flow.arranged(blocks, order);
        return Value.plain(node, channels, height, side, width, side).in(channels, height * side, width * side);
    }

    private static long[] with(long first, long... rest) {
        long[] all = new long[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    private static int bounded(Operation operation, long pad) {
        if (Math.abs(pad) > 1 << 16) {
            throw operation.unsupported("pads by " + pad);
        }
        return (int) pad;
    }

    private Value resized(Operation operation) {
        Value value = operation.value(0);
        Attributes attributes = operation.attributes();
        if (!attributes.text("mode", "nearest").equals("nearest") || value.rank() != 3) {
            throw operation.unsupported("is not the nearest neighbour in pictures, which is what the engine computes");
        }
        int[] factors = new int[2];
        for (int i = 0; i < 2; i++) {
            long side = value.shape()[i + 1];
            double factor = Resizing.factor(operation, i + 2, side);
            factors[i] = (int) Math.round(factor);
            if (factor != factors[i]
                    || factors[i] < 1
                    || factors[i] > 1 << 12
                    || !Resizing.repeats(operation, (int) side, factors[i])) {
                throw operation.unsupported("does not repeat each pixel a whole number of times");
            }
        }
        if (factors[0] == 1 && factors[1] == 1) {
            return value;
        }
        Layer layer = new Layer.Upsample(flow.name(operation), factors[0], factors[1]);
        return flow.picture(layer, flow.picture(operation, value));
    }
}
