package io.gauntlet.engine.onnx;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.gauntlet.engine.layout.Function;
import io.gauntlet.engine.layout.Layer;

/** Functions of each value, and softmax. */
final class Activations {
    private final Flow flow;
    private final Arithmetic arithmetic;

    Activations(Flow flow, Arithmetic arithmetic) {
        this.flow = flow;
        this.arithmetic = arithmetic;
    }

    /** What an operation yields; empty when it is not one of these. */
    Optional<Tensor> apply(Operation operation) {
        Attributes attributes = operation.attributes();
        return Optional.ofNullable(
                switch (operation.type()) {
                    case "Relu" -> function(operation, Function.RELU, 0);
                    case "LeakyRelu" -> function(operation, Function.LEAKY_RELU, attributes.number("alpha", 0.01f));
                    case "Elu" -> function(operation, Function.ELU, attributes.number("alpha", 1));
                    case "Selu" -> selu(operation);
                    case "Celu" -> celu(operation, attributes.number("alpha", 1));
                    case "Gelu" ->
                        function(
                                operation,
                                attributes.text("approximate", "none").equals("tanh")
                                        ? Function.GELU_TANH
                                        : Function.GELU,
                                0);
                    case "Sigmoid" -> function(operation, Function.SIGMOID, 0);
                    case "Tanh" -> function(operation, Function.TANH, 0);
                    case "Softplus" -> function(operation, Function.SOFTPLUS, 0);
                    case "HardSigmoid" ->
                        hardSigmoid(
                                operation,
                                operation.value(0),
                                attributes.number("alpha", 0.2f),
                                attributes.number("beta", 0.5f));
                    case "HardSwish" -> hardSwish(operation);
                    case "PRelu" -> parametric(operation);
                    case "Clip" -> clip(operation);
                    case "Erf" -> error(operation);
                    case "Softmax" -> new Unfinished(Unfinished.Kind.SOFTMAX, operation, operation.value(0));
                    case "LogSoftmax" -> new Unfinished(Unfinished.Kind.LOG_SOFTMAX, operation, operation.value(0));
                    default -> null;
                });
    }

    private Value function(Operation operation, Function function, float alpha) {
        return function(operation, operation.value(0), function, alpha);
    }

    private Value function(Operation operation, Value value, Function function, float alpha) {
        if (!Float.isFinite(alpha)) {
            throw operation.unsupported("has the parameter " + alpha);
        }
        return flow.each(value, new Layer.Activation(flow.name(operation), function, alpha));
    }

    private Value selu(Operation operation) {
        float alpha = operation.attributes().number("alpha", 1.6732632f);
        float gamma = operation.attributes().number("gamma", 1.050701f);
        if (Math.abs(alpha - 1.6732632f) > 1e-5 || Math.abs(gamma - 1.050701f) > 1e-5) {
            return flow.scaled(operation, function(operation, Function.ELU, alpha), gamma, 0);
        }
        return function(operation, Function.SELU, 0);
    }

    /** {@code max(0,x) + min(0, a (exp(x/a) - 1))} is {@code a elu(x/a)}. */
    private Value celu(Operation operation, float alpha) {
        Value inner = flow.scaled(operation, operation.value(0), 1.0 / alpha, 0);
        return flow.scaled(operation, function(operation, inner, Function.ELU, 1), alpha, 0);
    }

    private Value hardSigmoid(Operation operation, Value value, double alpha, double beta) {
        return clipped(operation, flow.scaled(operation, value, alpha, beta), 0, 1);
    }

    private Value hardSwish(Operation operation) {
        Value value = operation.value(0);
        return arithmetic.product(operation, value, hardSigmoid(operation, value, 1.0 / 6, 0.5));
    }

    /** {@code max(0,x) + slope min(0,x)}, the slope one number or one for each channel. */
    private Value parametric(Operation operation) {
        Value value = operation.value(0);
        Constant slope = operation.constant(1);
        if (slope.uniform()) {
            return function(operation, value, Function.LEAKY_RELU, (float) slope.at(0));
        }
        Value negative = function(operation, flow.scaled(operation, value, -1, 0), Function.RELU, 0);
        Value scaled = arithmetic.scaled(operation, negative, slope, 1);
        return arithmetic.sum(operation, function(operation, value, Function.RELU, 0), scaled, -1);
    }

    private Value clip(Operation operation) {
        Attributes attributes = operation.attributes();
        Constant low = operation.optional(1);
        Constant high = operation.optional(2);
        double from = low == null ? attributes.number("min", Float.NEGATIVE_INFINITY) : low.number();
        double to = high == null ? attributes.number("max", Float.POSITIVE_INFINITY) : high.number();
        return clipped(operation, operation.value(0), from, to);
    }

    /** Values not below one number nor above another. */
    Value clipped(Operation operation, Value value, double low, double high) {
        if (!(low <= high)) {
            throw operation.unsupported("clips to the empty range from " + low + " to " + high);
        }
        float from = low <= -Float.MAX_VALUE ? Float.NEGATIVE_INFINITY : (float) low;
        float to = high >= Float.MAX_VALUE ? Float.POSITIVE_INFINITY : (float) high;
        if (from == 0 && to == Float.POSITIVE_INFINITY) {
            return function(operation, value, Function.RELU, 0);
        }
        return flow.each(value, new Layer.Clip(flow.name(operation), from, to));
    }

    private Unfinished error(Operation operation) {
        Arithmetic.Multiple multiple = arithmetic.multiple(operation.value(0));
        return new Unfinished(Unfinished.Kind.ERROR_FUNCTION, operation, multiple.of(), multiple.factor(), 0, 1);
    }

    /** The values of something unfinished that is used after all, when there is a layer for it. */
    @Nullable
    Value finished(Unfinished unfinished) {
        if (unfinished.kind() != Unfinished.Kind.SOFTMAX) {
            return null;
        }
        Operation operation = unfinished.operation();
        Value value = unfinished.of();
        int rank = value.rank() + 1;
        boolean old = operation.opset() < 13;
        int axis = operation.axis(operation.attributes().integer("axis", old ? 1 : -1), rank);
        if (axis == 0) {
            throw operation.unsupported("is over the batch");
        }
        Layer softmax = new Layer.Softmax(flow.name(operation));
        if (old && axis == 1) {
            // Before operator set 13 all axes from this one on are taken together.
            return value.on(flow.assembly().add(softmax, flow.row(value)));
        } else if (old && axis != rank - 1) {
            throw operation.unsupported("is over several axes");
        }
        int[] order = value.rank() == 3 && axis == 1 ? Layout.CHANNELS_LAST : Flow.last(value.rank(), axis - 1);
        int node = value.rank() == 1 ? flow.row(value) : flow.arranged(value, order);
        Layout layout = value.rank() == 1 ? value.layout() : new Layout(value.shape(), order);
        return new Value(flow.assembly().add(softmax, node), value.shape(), layout);
    }
}
