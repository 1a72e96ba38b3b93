package io.gauntlet.engine.onnx;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.gauntlet.engine.file.NetworkAssembly;
import io.gauntlet.engine.layout.Initialisation;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.Node;
import io.gauntlet.engine.layout.Role;
import io.gauntlet.engine.layout.Window;

/**
 * Adds layers for the operations of a file. A transposition only changes how a value is said to lie; values are moved
 * when an operation needs them otherwise.
 */
final class Flow {
    private static final int[] ROW = {0};

    private final NetworkAssembly assembly;

    Flow(NetworkAssembly assembly) {
        this.assembly = assembly;
    }

    NetworkAssembly assembly() {
        return assembly;
    }

    /** A name for a layer of an operation. */
    String name(Operation operation) {
        String name = operation.node().getName();
        return assembly.unique(name.isEmpty() ? operation.type().toLowerCase(java.util.Locale.ROOT) : name);
    }

    private String name(int node, String what) {
        return assembly.unique(node == Node.INPUT ? what : assembly.layer(node).name() + "-" + what);
    }

    /** How values lie for the operations that do not mind: channels last for pictures, else as ONNX counts. */
    static int[] usual(int rank) {
        return rank == 3
                ? Layout.CHANNELS_LAST.clone()
                : IntStream.range(0, rank).toArray();
    }

    /** An order of axes with one of them last. */
    static int[] last(int rank, int axis) {
        return IntStream.concat(IntStream.range(0, rank).filter(i -> i != axis), IntStream.of(axis))
                .toArray();
    }

    /** A node that holds the values with their axes in this order. */
    int arranged(Value value, int... order) {
        Layout wanted = new Layout(value.shape(), order);
        if (value.layout().same(wanted)) {
            return reshaped(value.node(), wanted.memory());
        }
        Optional<Layout> over = value.layout().over(value.shape());
        if (over.isPresent()) {
            int node = reshaped(value.node(), over.get().memory());
            return permuted(node, over.get().order(), order);
        }
        Layout layout = value.layout();
        int node = reshaped(value.node(), layout.memory());
        node = permuted(node, layout.order(), usualOrder(layout.sizes().length));
        node = reshaped(node, value.shape());
        return permuted(node, usualOrder(value.rank()), order);
    }

    private static int[] usualOrder(int rank) {
        return IntStream.range(0, rank).toArray();
    }

    /** Axes that lie in one order put into another. */
    private int permuted(int node, int[] from, int[] to) {
        if (Arrays.equals(from, to)) {
            return node;
        }
        int[] axes = new int[to.length];
        for (int i = 0; i < to.length; i++) {
            for (int j = 0; j < from.length; j++) {
                axes[i] = from[j] == to[i] ? j : axes[i];
            }
        }
        return assembly.add(new Layer.Permute(name(node, "permute"), axes), node);
    }

    /** The same values in the same order in another shape. */
    int reshaped(int node, long... shape) {
        if (Arrays.equals(assembly.shape(node), shape)) {
            return node;
        }
        Layer layer = shape.length == 1
                ? new Layer.Flatten(name(node, "flatten"))
                : new Layer.Reshape(name(node, "reshape"), shape);
        return assembly.add(layer, node);
    }

    /** A node that holds the values in one row, in the order in which they lie. */
    int row(Value value) {
        return reshaped(value.node(), value.length());
    }

    /** A node that holds the values in one row, as ONNX counts them. */
    int plainRow(Value value) {
        return arranged(new Value(value.node(), new long[] {value.length()}, value.layout()), ROW);
    }

    /** A node that holds a picture with channels last. */
    int picture(Operation operation, Value value) {
        if (value.rank() != 3) {
            throw operation.unsupported("needs pictures, of 4 axes with the batch, not " + (value.rank() + 1)
                    + "; only two-dimensional operations are computed");
        }
        return arranged(value, Layout.CHANNELS_LAST);
    }

    /** A picture that a layer makes of others. */
    Value picture(Layer layer, int... inputs) {
        return picture(layer, Map.of(), inputs);
    }

    /** A picture that a layer with weights makes of others. */
    Value picture(Layer layer, Map<Role, float[]> weights, int... inputs) {
        int node = assembly.add(layer, weights, inputs);
        return Value.picture(node, assembly.shape(node));
    }

    /** A layer that treats each value alike, wherever it lies. */
    Value each(Value value, Layer layer) {
        return value.on(assembly.add(layer, value.node()));
    }

    /** Each value times a factor plus a term. */
    Value scaled(Operation operation, Value value, double factor, double term) {
        return value.on(scaled(operation, value.node(), new double[] {factor}, new double[] {term}));
    }

    /**
     * Values times factors plus terms, one for each index of the last axis in memory, or one for all. Two in a row become
     * one, and a term after a linear map its bias.
     */
    int scaled(Operation operation, int node, double[] factors, double[] terms) {
        boolean same = Arrays.stream(factors).allMatch(f -> f == 1);
        if (same && Arrays.stream(terms).allMatch(t -> t == 0)) {
            return node;
        }
        if (node != Node.INPUT && assembly.layer(node) instanceof Layer.Scale before) {
            int length = Math.max(factors.length, before.factors().length);
            double[] f = new double[length];
            double[] t = new double[length];
            for (int i = 0; i < length; i++) {
                double factor = factors[i % factors.length];
                f[i] = before.factors()[i % before.factors().length] * factor;
                t[i] = before.terms()[i % before.terms().length] * factor + terms[i % terms.length];
            }
            return scaled(operation, assembly.inputs(node).get(0), f, t);
        }
        if (same && node != Node.INPUT) {
            int biased = biased(operation, node, terms);
            if (biased != Node.INPUT) {
                return biased;
            }
        }
        Layer.Scale scale = new Layer.Scale(name(operation), floats(operation, factors), floats(operation, terms));
        return assembly.add(scale, node);
    }

    /** The linear map of a node with terms added to its bias; the input for what is no linear map. */
    private int biased(Operation operation, int node, double... terms) {
        Layer layer = assembly.layer(node);
        int outputs = (int) assembly.shape(node)[assembly.shape(node).length - 1];
        if (!(layer instanceof Layer.Dense) && !(layer instanceof Layer.Convolution)) {
            return Node.INPUT;
        }
        float[] old = assembly.weights(node).get(Role.BIAS);
        float[] bias = assembly.room(operation.described(), outputs);
        for (int i = 0; i < outputs; i++) {
            bias[i] = (float) ((old == null ? 0 : old[i]) + terms[i % terms.length]);
        }
        String name = assembly.unique(layer.name());
        Layer other = layer instanceof Layer.Convolution c
                ? new Layer.Convolution(name, c.window(), c.channels(), c.groups(), true, c.initialisation(), 0f)
                : new Layer.Dense(name, outputs, true, Initialisation.ZERO, 0f);
        float[] weights = assembly.weights(node).get(Role.WEIGHTS);
        return assembly.add(
                other,
                Map.of(Role.WEIGHTS, weights, Role.BIAS, bias),
                assembly.inputs(node).get(0));
    }

    private float[] floats(Operation operation, double... values) {
        float[] floats = assembly.room(operation.described(), values.length);
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /**
     * A tensor whose index i along an axis is another's index {@code sources[i]}, or zero where that is negative: slices,
     * splits and paddings of channels. It is a convolution with ones and zeros.
     */
    Value chosen(Operation operation, Value value, int axis, int... sources) {
        int side = (int) value.shape()[axis];
        if (Arrays.equals(sources, IntStream.range(0, side).toArray())) {
            return value;
        }
        if (sources.length == 0) {
            throw operation.unsupported("keeps nothing");
        }
        int[] order = value.rank() == 3 && axis == 0 ? Layout.CHANNELS_LAST : last(value.rank(), axis);
        int node = arranged(value, order);
        float[] weights = assembly.room(operation.described(), side, sources.length);
        for (int i = 0; i < sources.length; i++) {
            if (sources[i] >= 0) {
                weights[sources[i] * sources.length + i] = 1;
            }
        }
        long[] shape = value.shape().clone();
        shape[axis] = sources.length;
        Layer layer;
        if (value.rank() == 1) {
            layer = new Layer.Dense(name(operation), sources.length, false, Initialisation.ZERO, 0f);
        } else {
            node = value.rank() == 3 ? node : reshaped(node, value.length() / side, 1, side);
            layer = new Layer.Convolution(
                    name(operation),
                    new Window(io.gauntlet.engine.layout.Axis.valid(1, 1), io.gauntlet.engine.layout.Axis.valid(1, 1)),
                    sources.length,
                    1,
                    false,
                    Initialisation.ZERO,
                    0f);
        }
        return new Value(assembly.add(layer, Map.of(Role.WEIGHTS, weights), node), shape, new Layout(shape, order));
    }
}
