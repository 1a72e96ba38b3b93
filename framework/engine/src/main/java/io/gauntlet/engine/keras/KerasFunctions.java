package io.gauntlet.engine.keras;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import io.gauntlet.engine.file.NetworkAssembly;
import io.gauntlet.engine.layout.Function;
import io.gauntlet.engine.layout.Layer;

/** Activations, as layers of their own and as settings of others. */
final class KerasFunctions {
    private static final Map<String, Function> PLAIN = Map.of(
            "relu", Function.RELU,
            "elu", Function.ELU,
            "selu", Function.SELU,
            "gelu", Function.GELU,
            "silu", Function.SILU,
            "swish", Function.SILU,
            "sigmoid", Function.SIGMOID,
            "tanh", Function.TANH,
            "softplus", Function.SOFTPLUS);

    private final NetworkAssembly assembly;

    KerasFunctions(NetworkAssembly assembly) {
        this.assembly = assembly;
    }

    /** The activation that a layer has as a setting. */
    int setting(KerasLayer layer, JsonNode activation, int node) {
        if (activation.isMissingNode() || activation.isNull()) {
            return node;
        } else if (activation.isTextual()) {
            return named(layer, activation.asText(), node);
        }
        JsonNode config = activation.path("config");
        String type = activation.path("class_name").asText("");
        return config.isTextual() ? named(layer, config.asText(), node) : layer(layer.as(type, config), node);
    }

    private int named(KerasLayer layer, String function, int node) {
        Function plain = PLAIN.get(function);
        if (plain != null) {
            return function(layer, plain, plain == Function.ELU ? 1 : 0, node);
        }
        return switch (function) {
            case "linear" -> node;
            case "softmax" -> softmax(layer, node);
            case "relu6" -> clip(layer, 0, 6, node);
            case "leaky_relu" -> function(layer, Function.LEAKY_RELU, 0.2f, node);
            case "hard_sigmoid" -> hardSigmoid(layer, node);
            case "hard_silu", "hard_swish" ->
                assembly.add(
                        new Layer.Product(name(layer)),
                        node,
                        hardSigmoid(layer.as(layer.type(), layer.config()), node));
            case "mish" ->
                assembly.add(
                        new Layer.Product(name(layer)),
                        node,
                        function(layer, Function.TANH, 0, function(layer, Function.SOFTPLUS, 0, node)));
            default ->
                throw layer.unsupported("has the activation " + function.replaceAll("[^\\p{Graph}]", "?")
                        + "; the engine computes relu, relu6, leaky_relu, elu, selu, gelu, silu, sigmoid, hard_sigmoid,"
                        + " hard_silu, tanh, softplus, mish, softmax and linear");
        };
    }

    /** A layer that is an activation. */
    int layer(KerasLayer layer, int node) {
        return switch (layer.type()) {
            case "Activation" -> setting(layer, layer.config().path("activation"), node);
            case "ReLU" -> relu(layer, node);
            case "LeakyReLU" ->
                function(layer, Function.LEAKY_RELU, layer.number(0.3f, "negative_slope", "alpha"), node);
            case "ELU" -> function(layer, Function.ELU, layer.number(1f, "alpha"), node);
            case "Softmax" -> {
                int axis = layer.integer("axis", -1);
                if (axis != -1 && axis != assembly.shape(node).length) {
                    throw layer.unsupported("is over the axis " + axis + "; only the last one is computed");
                }
                yield softmax(layer, node);
            }
            default -> throw layer.unsupported("is not an activation that the engine computes");
        };
    }

    private int relu(KerasLayer layer, int node) {
        float slope = layer.number(0f, "negative_slope");
        float most = layer.number(Float.POSITIVE_INFINITY, "max_value");
        if (layer.number(0f, "threshold") != 0 || (slope != 0 && Float.isFinite(most))) {
            throw layer.unsupported("has a threshold, or a slope and a greatest value; the engine computes neither");
        }
        if (slope != 0) {
            return function(layer, Function.LEAKY_RELU, slope, node);
        }
        return Float.isFinite(most) ? clip(layer, 0, most, node) : function(layer, Function.RELU, 0, node);
    }

    private int hardSigmoid(KerasLayer layer, int node) {
        float slope = layer.modern() ? 1 / 6f : 0.2f;
        return clip(layer, 0, 1, assembly.add(new Layer.Scale(name(layer), slope, 0.5f), node));
    }

    private int clip(KerasLayer layer, float low, float high, int node) {
        return assembly.add(new Layer.Clip(name(layer), low, high), node);
    }

    private int function(KerasLayer layer, Function function, float alpha, int node) {
        return assembly.add(new Layer.Activation(name(layer), function, alpha), node);
    }

    private int softmax(KerasLayer layer, int node) {
        return assembly.add(new Layer.Softmax(name(layer)), node);
    }

    private String name(KerasLayer layer) {
        return assembly.unique(layer.name());
    }
}
