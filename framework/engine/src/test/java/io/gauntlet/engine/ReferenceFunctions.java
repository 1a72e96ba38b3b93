package io.gauntlet.engine;

import io.gauntlet.engine.layout.Layer;

/** Activations in double precision by their definitions. */
final class ReferenceFunctions {
    private ReferenceFunctions() {}

    static double value(Layer.Activation layer, double x) {
        return switch (layer.function()) {
            case RELU -> Math.max(0, x);
            case LEAKY_RELU -> x > 0 ? x : layer.alpha() * x;
            case ELU -> x > 0 ? x : layer.alpha() * Math.expm1(x);
            case SELU -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x));
            case GELU -> x * normal(x);
            case GELU_TANH -> 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
            case SILU -> x / (1 + Math.exp(-x));
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case TANH -> Math.tanh(x);
            case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
        };
    }

    /** The normal distribution function by its series {@code 1/2 + phi(x) (x + x^3/3 + x^5/(3 5) + ...)}. */
    static double normal(double x) {
        if (Math.abs(x) > 8) {
            return x > 0 ? 1 : 0;
        }
        double term = x;
        double sum = x;
        for (int i = 3; Math.abs(term) > 1e-18; i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
}
