package io.gauntlet.engine.file;

import java.util.Arrays;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.layout.FlattenOrder;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.layout.Role;

/** Where a parameter of the engine lies among those of a DL4J layer: read from there, or written to it. */
final class Dl4jWeights {
    private static final String POINTWISE = "pW";
    private static final String LOGARITHM = "log10stdev";

    private Dl4jWeights() {}

    /**
     * A parameter in the engine's order.
     *
     * @param layer DL4J's, with its parameters
     * @param slot what is wanted
     * @param node the name of the engine's layer
     * @param order of the flattened picture that the layer takes; null when it takes none
     */
    static float[] read(Layer layer, ParameterLayout.Slot slot, String node, @Nullable FlattenOrder order) {
        float[] values = plain(layer, slot, node);
        return order != null && turns(slot, order) ? order.rows(values, values.length / order.length()) : values;
    }

    /**
     * Writes a parameter.
     *
     * @param own its values in the engine's order; may be overwritten
     * @throws IllegalArgumentException when DL4J's layer has no such parameter, since the definition locks it
     */
    static void write(Layer layer, ParameterLayout.Slot slot, String node, @Nullable FlattenOrder order, float[] own) {
        float[] values =
                order != null && turns(slot, order) ? order.channelsFirst(own, own.length / order.length()) : own;
        INDArray logarithm = layer.paramTable().get(LOGARITHM);
        if (slot.role() == Role.VARIANCE && logarithm != null) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (0.5 * Math.log10(values[i]));
            }
            logarithm.assign(Nd4j.create(values, logarithm.shape(), 'c'));
            return;
        }
        INDArray parameter = layer.paramTable().get(key(layer, slot.role(), node));
        if (parameter == null) {
            throw new IllegalArgumentException(
                    "The parameter " + slot.name() + " is locked in the definition, but the network learned it.");
        }
        INDArray plain = Nd4j.create(values, slot.shape(), 'c');
        if (turned(layer, parameter)) {
            plain = plain.permute(3, 2, 0, 1);
        }
        parameter.assign(plain.dup('c').reshape('c', parameter.shape()));
    }

    /** Whether a parameter has an entry or a row for each value of the picture; a bias has one for each output. */
    private static boolean turns(ParameterLayout.Slot slot, FlattenOrder order) {
        return slot.role() != Role.BIAS && (slot.shape().length == 2 || slot.length() == order.length());
    }

    /** Outputs, inputs, height, width there; height, width, inputs, outputs here. */
    private static boolean turned(Layer layer, INDArray parameter) {
        return parameter.rank() == 4 && !(layer.conf().getLayer() instanceof DepthwiseConvolution2D);
    }

    private static float[] plain(Layer layer, ParameterLayout.Slot slot, String node) {
        INDArray logarithm = layer.paramTable().get(LOGARITHM);
        if (slot.role() == Role.VARIANCE && logarithm != null) {
            // DL4J keeps the logarithm of the standard deviation unless told otherwise.
            float[] values = Memory.values(logarithm);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.pow(10, 2 * values[i]);
            }
            return values;
        }
        INDArray parameter = layer.paramTable().get(key(layer, slot.role(), node));
        if (parameter == null) {
            // A locked scale is 1, a locked shift 0.
            float[] values = new float[(int) slot.length()];
            Arrays.fill(values, slot.role() == Role.SCALE ? 1f : 0f);
            return values;
        }
        INDArray ours = turned(layer, parameter) ? parameter.permute(2, 3, 1, 0).dup('c') : parameter.dup('c');
        try {
            return Memory.values(ours);
        } finally {
            ours.close();
        }
    }

    private static String key(Layer layer, Role role, String node) {
        return switch (role) {
            case WEIGHTS -> layer.paramTable().containsKey(POINTWISE) && !node.endsWith("-depthwise") ? POINTWISE : "W";
            case BIAS -> "b";
            case SCALE -> "gamma";
            case SHIFT -> "beta";
            case MEAN -> "mean";
            case VARIANCE -> "var";
        };
    }
}
