package io.gauntlet.engine.onnx;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gauntlet.engine.layout.Axis;
import io.gauntlet.engine.layout.Blueprint;
import io.gauntlet.engine.layout.Initialisation;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.layout.Role;
import io.gauntlet.engine.layout.UnsupportedLayerException;
import io.gauntlet.engine.layout.Window;

/** The layers and weights read so far, turned from channels first, as ONNX has them, to channels last. */
final class Assembly {
    private final long[] shape;
    private final List<Layer> layers = new ArrayList<>();
    /** For each layer its weights and bias; null for layers without. */
    private final List<float @Nullable []> weights = new ArrayList<>();

    private final List<float @Nullable []> biases = new ArrayList<>();
    private long[] at;
    /** The picture that the present row of values was flattened from; null when it was not. */
    private long @Nullable [] flattened;

    Assembly(long[] shape) {
        this.shape = shape.clone();
        at = shape.clone();
    }

    /** The shape of what flows now, as ONNX sees it, with -1 for the number of samples. */
    long[] shapeInOnnx() {
        return at.length == 3 ? new long[] {-1, at[2], at[0], at[1]} : new long[] {-1, at[0]};
    }

    int height() {
        return (int) at[0];
    }

    int width() {
        return (int) at[1];
    }

    boolean picture() {
        return at.length == 3;
    }

    int next() {
        return layers.size();
    }

    void add(Layer layer) {
        add(layer, null, null);
    }

    private void add(Layer layer, float @Nullable [] w, float @Nullable [] b) {
        at = layer.outputShape(at);
        layers.add(layer);
        weights.add(w);
        biases.add(b);
    }

    void convolution(String name, Axis vertical, Axis horizontal, Constant w, @Nullable Constant b) {
        if (!picture() || w.shape().length != 4 || w.shape()[1] != at[2]) {
            throw new UnsupportedLayerException(name, "has weights that do not fit its input; groups are not computed");
        }
        int outputs = (int) w.shape()[0];
        int inputs = (int) w.shape()[1];
        int rows = (int) w.shape()[2];
        int columns = (int) w.shape()[3];
        if (rows != vertical.kernel() || columns != horizontal.kernel()) {
            throw new UnsupportedLayerException(name, "has weights that do not fit its kernel size");
        }
        float[] turned = new float[w.values().length];
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                for (int y = 0; y < rows; y++) {
                    for (int x = 0; x < columns; x++) {
                        turned[((y * columns + x) * inputs + i) * outputs + o] =
                                (float) w.values()[((o * inputs + i) * rows + y) * columns + x];
                    }
                }
            }
        }
        Window window = new Window(vertical, horizontal);
        add(new Layer.Convolution(name, window, outputs, Initialisation.ZERO, 0f), turned, bias(name, b, outputs, 1));
    }

    /** A linear map of a matrix {@code [outputs, inputs]} when transposed, else {@code [inputs, outputs]}. */
    void dense(String name, Constant matrix, boolean transposed, float factor, @Nullable Constant b, float biasFactor) {
        if (matrix.shape().length != 2 || picture()) {
            throw new UnsupportedLayerException(name, "multiplies something other than rows of values by a matrix");
        }
        int inputs = (int) matrix.shape()[transposed ? 1 : 0];
        int outputs = (int) matrix.shape()[transposed ? 0 : 1];
        if (inputs != at[0]) {
            throw new UnsupportedLayerException(name, "takes " + inputs + " values but is given " + at[0]);
        }
        float[] turned = new float[inputs * outputs];
        for (int i = 0; i < inputs; i++) {
            int place = channelsLast(i);
            for (int o = 0; o < outputs; o++) {
                turned[place * outputs + o] =
                        (float) (factor * matrix.values()[transposed ? o * inputs + i : i * outputs + o]);
            }
        }
        flattened = null;
        add(new Layer.Dense(name, outputs, Initialisation.ZERO, 0f), turned, bias(name, b, outputs, biasFactor));
    }

    /** Where a value of a flattened picture lies when channels come last. */
    private int channelsLast(int index) {
        long[] picture = flattened;
        if (picture == null) {
            return index;
        }
        int area = (int) (picture[0] * picture[1]);
        return index % area * (int) picture[2] + index / area;
    }

    private static float[] bias(String name, @Nullable Constant b, int outputs, float factor) {
        float[] bias = new float[outputs];
        if (b != null) {
            if (b.values().length != outputs && b.values().length != 1) {
                throw new UnsupportedLayerException(name, "has a bias that does not fit its " + outputs + " outputs");
            }
            for (int i = 0; i < outputs; i++) {
                bias[i] = (float) (factor * b.values()[b.values().length == 1 ? 0 : i]);
            }
        }
        return bias;
    }

    /** Adds to the bias of the layer before; false when that is not a linear map of as many outputs. */
    boolean addToBias(Constant term, double sign) {
        float[] bias = biases.isEmpty() ? null : biases.get(biases.size() - 1);
        if (bias == null
                || !(layers.get(layers.size() - 1) instanceof Layer.Dense)
                || term.values().length != bias.length) {
            return false;
        }
        for (int i = 0; i < bias.length; i++) {
            bias[i] += (float) (sign * term.values()[i]);
        }
        return true;
    }

    void flatten(String name) {
        if (picture()) {
            long[] picture = at.clone();
            add(new Layer.Flatten(name));
            flattened = picture;
        }
    }

    Blueprint blueprint(int classes) {
        return Blueprint.sequence(shape, classes, layers);
    }

    /** How many values come out of the last layer. */
    int outputs() {
        return (int) at[0];
    }

    float[] parameters(ParameterLayout layout) {
        float[] values = new float[Math.toIntExact(layout.count())];
        for (ParameterLayout.Slot slot : layout.slots()) {
            float[] part = slot.role() == Role.BIAS ? biases.get(slot.node()) : weights.get(slot.node());
            if (part != null) {
                System.arraycopy(part, 0, values, (int) slot.offset(), part.length);
            }
        }
        return values;
    }
}
