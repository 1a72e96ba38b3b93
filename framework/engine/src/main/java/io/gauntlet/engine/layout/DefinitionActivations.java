package io.gauntlet.engine.layout;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Reads the activation of a DL4J layer. */
final class DefinitionActivations {
    private final DefinitionBuilder builder;

    DefinitionActivations(DefinitionBuilder builder) {
        this.builder = builder;
    }

    /** Appends an activation to a node; the identity appends nothing. */
    int add(@Nullable IActivation activation, String layer, int of) {
        if (activation == null || activation instanceof ActivationIdentity) {
            return of;
        } else if (activation instanceof ActivationReLU relu) {
            return relu(relu, layer, of);
        } else if (activation instanceof ActivationReLU6) {
            return builder.add(new Layer.Clip(name(layer, "relu6"), 0f, 6f), of);
        } else if (activation instanceof ActivationHardTanH) {
            return builder.add(new Layer.Clip(name(layer, "hardtanh"), -1f, 1f), of);
        } else if (activation instanceof ActivationHardSigmoid) {
            int line = builder.add(new Layer.Scale(name(layer, "line"), 0.2f, 0.5f), of);
            return builder.add(new Layer.Clip(name(layer, "hardsigmoid"), 0f, 1f), line);
        } else if (activation instanceof ActivationLReLU leaky) {
            return function(layer, Function.LEAKY_RELU, leaky.getAlpha(), of);
        } else if (activation instanceof ActivationELU elu) {
            return function(layer, Function.ELU, elu.getAlpha(), of);
        } else if (activation instanceof ActivationSoftmax) {
            return softmax(layer, of);
        } else if (activation instanceof ActivationGELU gelu) {
            return gelu(gelu, layer, of);
        }
        Function function = plain(activation);
        if (function == null) {
            throw new UnsupportedLayerException(
                    layer,
                    "has the activation " + activation + "; the engine computes relu, relu6, leakyrelu, elu, selu,"
                            + " gelu, swish, sigmoid, hardsigmoid, tanh, hardtanh, softplus, softmax and identity");
        }
        return function(layer, function, 0, of);
    }

    private static @Nullable Function plain(IActivation activation) {
        if (activation instanceof ActivationSELU) {
            return Function.SELU;
        } else if (activation instanceof ActivationSwish) {
            return Function.SILU;
        } else if (activation instanceof ActivationSigmoid) {
            return Function.SIGMOID;
        } else if (activation instanceof ActivationTanH) {
            return Function.TANH;
        } else if (activation instanceof ActivationSoftPlus) {
            return Function.SOFTPLUS;
        }
        return null;
    }

    private int relu(ActivationReLU relu, String layer, int of) {
        double slope = orZero(relu.getNegativeSlope());
        if (orZero(relu.getThreshold()) != 0 || (slope != 0 && relu.getMax() != null)) {
            throw new UnsupportedLayerException(layer, "has a relu with a threshold; the engine computes it without");
        }
        if (relu.getMax() != null) {
            return builder.add(
                    new Layer.Clip(name(layer, "relu"), 0f, relu.getMax().floatValue()), of);
        }
        return function(layer, slope == 0 ? Function.RELU : Function.LEAKY_RELU, slope, of);
    }

    /** DL4J's is the approximation {@code x sigmoid(1.702 x)}; the one it calls precise has its cube in a wrong place. */
    private int gelu(ActivationGELU gelu, String layer, int of) {
        if (gelu.isPrecise()) {
            throw new UnsupportedLayerException(
                    layer, "has the precise gelu of DL4J, which is not the function of that name; use GELU");
        }
        int line = builder.add(new Layer.Scale(name(layer, "line"), 1.702f, 0f), of);
        int share = function(layer, Function.SIGMOID, 0, line);
        return builder.join(new Layer.Product(name(layer, "gelu")), java.util.List.of(of, share));
    }

    private static double orZero(@Nullable Double value) {
        return value == null ? 0 : value;
    }

    private int softmax(String layer, int of) {
        if (builder.shape(of).length != 1) {
            throw new UnsupportedLayerException(layer, "has a softmax over pictures; the engine computes it over rows");
        }
        return builder.add(new Layer.Softmax(name(layer, "softmax")), of);
    }

    private int function(String layer, Function function, double alpha, int of) {
        String word = function == Function.RELU
                ? "relu"
                : function.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        return builder.add(new Layer.Activation(name(layer, word), function, (float) alpha), of);
    }

    private String name(String layer, String word) {
        return builder.unique(layer + "-" + word);
    }
}
