package io.gauntlet.engine.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;

import io.gauntlet.engine.layout.Axis;
import io.gauntlet.engine.layout.Initialisation;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.Role;
import io.gauntlet.engine.layout.Window;

/** Operations in which a window moves over a picture. */
final class Windows {
    private static final int LARGEST = 1 << 16;

    private final Flow flow;

    Windows(Flow flow) {
        this.flow = flow;
    }

    /** What an operation yields; empty when it is not one of these. */
    Optional<Tensor> apply(Operation operation) {
        return switch (operation.type()) {
            case "Conv" -> Optional.of(convolution(operation));
            case "MaxPool" -> Optional.of(pool(operation, true));
            case "AveragePool" -> Optional.of(pool(operation, false));
            case "GlobalAveragePool" -> Optional.of(global(operation, false));
            case "GlobalMaxPool" -> Optional.of(global(operation, true));
            case "ReduceMean" -> Optional.of(reduced(operation, false));
            case "ReduceMax" -> Optional.of(reduced(operation, true));
            default -> Optional.empty();
        };
    }

    private Value convolution(Operation operation) {
        Value value = operation.value(0);
        int node = flow.picture(operation, value);
        Constant w = operation.constant(1);
        if (w.rank() != 4) {
            throw operation.unsupported("is not two-dimensional");
        }
        int groups = operation.attributes().integer("group", 1);
        long channels = value.shape()[0];
        int outputs = (int) w.shape()[0];
        int inputs = (int) w.shape()[1];
        int rows = (int) w.shape()[2];
        int columns = (int) w.shape()[3];
        if (groups < 1 || inputs * (long) groups != channels || outputs < 1 || outputs % groups != 0) {
            throw operation.unsupported("has weights of the shape " + Arrays.toString(w.shape())
                    + ", which do not fit its " + channels + " channels in " + groups + " groups");
        }
        Axis[] axes = axes(operation, value, rows, columns);
        float[] turned = flow.assembly().room(operation.described(), rows, columns, inputs, outputs);
        int from = 0;
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                for (int place = 0; place < rows * columns; place++) {
                    turned[(place * inputs + i) * outputs + o] = (float) w.at(from++);
                }
            }
        }
        Map<Role, float[]> weights = new HashMap<>(Map.of(Role.WEIGHTS, turned));
        Constant bias = operation.optional(2);
        if (bias != null) {
            weights.put(Role.BIAS, Linear.bias(flow, operation, bias, outputs, 1));
        }
        Layer.Convolution layer = new Layer.Convolution(
                flow.name(operation),
                new Window(axes[0], axes[1]),
                outputs,
                groups,
                bias != null,
                Initialisation.ZERO,
                0f);
        return flow.picture(layer, weights, node);
    }

    /** How the window of this operation moves, without the ceil mode. */
    private Axis[] axes(Operation operation, Value value, int... weights) {
        Attributes attributes = operation.attributes();
        int[] kernel = attributes.integers("kernel_shape", weights);
        int[] stride = attributes.integers("strides", 1, 1);
        int[] dilation = attributes.integers("dilations", 1, 1);
        int[] pads = attributes.integers("pads", 0, 0, 0, 0);
        if (kernel.length != 2 || stride.length != 2 || dilation.length != 2 || pads.length != 4) {
            throw operation.unsupported("is not two-dimensional");
        }
        if (weights.length == 2 && !Arrays.equals(weights, kernel)) {
            throw operation.unsupported("has weights that do not fit its kernel of " + Arrays.toString(kernel));
        }
        for (int[] all : new int[][] {kernel, stride, dilation, pads}) {
            if (IntStream.of(all).anyMatch(number -> number < 0 || number > LARGEST)) {
                throw operation.unsupported("has the impossible window " + Arrays.toString(all));
            }
        }
        String automatic = attributes.text("auto_pad", "NOTSET");
        Axis[] axes = new Axis[2];
        for (int i = 0; i < 2; i++) {
            int size = (int) value.shape()[i + 1];
            axes[i] = switch (automatic) {
                case "NOTSET", "" -> new Axis(kernel[i], stride[i], pads[i], pads[i + 2], dilation[i]);
                case "VALID" -> new Axis(kernel[i], stride[i], 0, 0, dilation[i]);
                case "SAME_UPPER" -> Axis.same(kernel[i], stride[i], dilation[i], size);
                case "SAME_LOWER" -> lower(Axis.same(kernel[i], stride[i], dilation[i], size));
                default ->
                    throw operation.unsupported("is padded by " + Operation.plain(automatic) + ", which is not known");
            };
            if (axes[i].extent() > LARGEST) {
                throw operation.unsupported("has a window of " + axes[i].extent() + " values");
            }
        }
        return axes;
    }

    private static Axis lower(Axis upper) {
        int before = upper.after();
        int after = upper.before();
        return new Axis(upper.kernel(), upper.stride(), before, after, upper.dilation());
    }

    private Value pool(Operation operation, boolean greatest) {
        Value value = operation.value(0);
        int node = flow.picture(operation, value);
        Axis[] axes = axes(operation, value);
        boolean count = operation.attributes().integer("count_include_pad", 0) != 0;
        Axis[] longer = axes.clone();
        if (operation.attributes().integer("ceil_mode", 0) != 0) {
            Arrays.setAll(longer, i -> ceiled(axes[i], (int) value.shape()[i + 1]));
        }
        if (!greatest && count && !Arrays.equals(axes, longer)) {
            // The positions that the ceil mode adds do not count, but the padding does: it becomes a part of the
            // picture.
            Layer pad = new Layer.Pad(
                    flow.name(operation), axes[0].before(), axes[0].after(), axes[1].before(), axes[1].after());
            node = flow.assembly().add(pad, node);
            Arrays.setAll(
                    longer,
                    i -> new Axis(
                            axes[i].kernel(),
                            axes[i].stride(),
                            0,
                            longer[i].after() - axes[i].after(),
                            axes[i].dilation()));
            count = false;
        }
        for (Axis axis : longer) {
            if (Math.max(axis.before(), axis.after()) >= axis.extent()) {
                throw operation.unsupported("has windows that see nothing but padding");
            }
        }
        return flow.picture(
                new Layer.Pool(flow.name(operation), new Window(longer[0], longer[1]), greatest, count), node);
    }

    /** With as much padding after as makes room for a last window that begins within the picture or before it. */
    private static Axis ceiled(Axis axis, int size) {
        int free = size + axis.before() + axis.after() - axis.extent();
        int positions = -Math.floorDiv(-free, axis.stride()) + 1;
        if ((positions - 1) * axis.stride() >= size + axis.before()) {
            positions--;
        }
        int needed = (positions - 1) * axis.stride() + axis.extent() - size - axis.before();
        return new Axis(axis.kernel(), axis.stride(), axis.before(), Math.max(axis.after(), needed), axis.dilation());
    }

    private Value global(Operation operation, boolean greatest) {
        Value value = operation.value(0);
        return whole(operation, value, greatest, true, true);
    }

    /** The average, or the greatest, over the height, the width or both. */
    private Value whole(Operation operation, Value value, boolean greatest, boolean rows, boolean columns) {
        int node = flow.picture(operation, value);
        Axis vertical = Axis.valid(rows ? (int) value.shape()[1] : 1, 1);
        Axis horizontal = Axis.valid(columns ? (int) value.shape()[2] : 1, 1);
        return flow.picture(new Layer.Pool(flow.name(operation), new Window(vertical, horizontal), greatest), node);
    }

    private Value reduced(Operation operation, boolean greatest) {
        Value value = operation.value(0);
        long @Nullable [] given = operation.integers("axes", 1);
        int rank = value.rank() + 1;
        int[] axes = given == null
                ? IntStream.range(0, rank).toArray()
                : LongStream.of(given)
                        .mapToInt(axis -> operation.axis(axis, rank))
                        .sorted()
                        .toArray();
        if (axes.length == 0 || axes[0] < 2 || rank < 3 || rank > 4) {
            throw operation.unsupported("reduces the axes " + Arrays.toString(axes)
                    + "; height and width, 2 and 3, are what the engine computes");
        }
        // Of channels x height, after a reduction over the width.
        Value picture = rank == 4
                ? value
                : new Value(value.node(), new long[] {value.shape()[0], value.shape()[1], 1}, value.layout());
        boolean rows = axes[0] == 2;
        Value result = whole(operation, picture, greatest, rows, axes[axes.length - 1] == 3);
        long[] shape = result.shape();
        boolean keep = operation.attributes().integer("keepdims", 1) != 0;
        long[] kept = IntStream.range(0, rank - 1)
                .filter(i -> keep || Arrays.binarySearch(axes, i + 1) < 0)
                .mapToLong(i -> shape[i])
                .toArray();
        return new Value(result.node(), kept, result.layout());
    }
}
