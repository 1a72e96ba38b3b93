package io.gauntlet.engine.plan;

import io.gauntlet.engine.layout.Function;
import io.gauntlet.engine.layout.Layer;

/** A function of one value, and its slope, which is computed from what comes out of it or from what goes in. */
abstract class Curve {
    /** Of a curve whose slope is computed from its value. */
    private abstract static class OfOutput extends Curve {
        @Override
        boolean ofOutput() {
            return true;
        }
    }

    /** Of a curve whose slope is computed from its argument. */
    private abstract static class OfInput extends Curve {
        @Override
        boolean ofOutput() {
            return false;
        }
    }

    private static final float SELU_SCALE = (float) 1.0507009873554805;
    private static final float SELU_ALPHA = (float) 1.6732632423543772;
    /** sqrt(2 / pi) and the weight of the cube in the approximation of GELU. */
    private static final float GELU_SLOPE = (float) 0.7978845608028654;

    private static final float GELU_CUBE = 0.044715f;
    private static final int ONE = Float.floatToRawIntBits(1f);

    /** Whether {@link #slope} takes the value instead of the argument. */
    abstract boolean ofOutput();

    /** The value. NaN for NaN. */
    abstract float value(float x);

    /** The derivative; at a kink that from below or above that is nearer to 0. */
    abstract float slope(float known);

    /** The curve of an activation other than ReLU. */
    static Curve of(Layer.Activation layer) {
        Function function = layer.function();
        float alpha = layer.alpha();
        return switch (function) {
            case RELU -> clip(0f, Float.POSITIVE_INFINITY);
            case LEAKY_RELU -> leaky(alpha);
            case ELU -> exponential(1f, alpha);
            case SELU -> exponential(SELU_SCALE, SELU_ALPHA);
            case GELU -> new Gelu();
            case GELU_TANH -> new GeluTanh();
            case SILU -> new Silu();
            case SIGMOID -> new Sigmoid();
            case TANH -> new Tanh();
            case SOFTPLUS -> new Softplus();
        };
    }

    /** What stays between two bounds. */
    static Curve clip(float low, float high) {
        return new OfOutput() {
            @Override
            float value(float x) {
                return Math.min(Math.max(x, low), high);
            }

            @Override
            float slope(float y) {
                return y > low && y < high ? 1f : 0f;
            }
        };
    }

    private static Curve leaky(float alpha) {
        int flat = Float.floatToRawIntBits(alpha);
        return new Curve() {
            @Override
            boolean ofOutput() {
                return alpha >= 0;
            }

            @Override
            float value(float x) {
                // Without a branch, which the CPU would guess wrong half of the time.
                return Math.max(x, 0f) + alpha * Math.min(x, 0f);
            }

            @Override
            float slope(float known) {
                int bits = Float.floatToRawIntBits(known);
                int low = (bits | (bits - 1)) >> 31;
                return Float.intBitsToFloat((low & flat) | (~low & ONE));
            }
        };
    }

    private static Curve exponential(float scale, float alpha) {
        return new Curve() {
            @Override
            boolean ofOutput() {
                return alpha > 0;
            }

            @Override
            float value(float x) {
                return scale * (x > 0 ? x : alpha * Elementary.decayMinusOne(x));
            }

            @Override
            float slope(float known) {
                if (known > 0) {
                    return scale;
                }
                return alpha > 0 ? known + scale * alpha : scale * alpha * Elementary.decay(known);
            }
        };
    }

    private static final class Gelu extends OfInput {
        @Override
        float value(float x) {
            return (float) (x * Elementary.normal(x));
        }

        @Override
        float slope(float x) {
            return (float) (Elementary.normal(x) + x * Elementary.density(x));
        }
    }

    private static final class GeluTanh extends OfInput {
        @Override
        float value(float x) {
            return 0.5f * x * (1f + Elementary.tanh(GELU_SLOPE * (x + GELU_CUBE * x * x * x)));
        }

        @Override
        float slope(float x) {
            float t = Elementary.tanh(GELU_SLOPE * (x + GELU_CUBE * x * x * x));
            float rise = GELU_SLOPE * (1f + 3f * GELU_CUBE * x * x) * (1f - t * t);
            // Where the tangent is flat, a large x would make infinity times zero of it.
            return 0.5f * (1f + t) + (t * t == 1f ? 0f : 0.5f * x * rise);
        }
    }

    private static final class Silu extends OfInput {
        @Override
        float value(float x) {
            return x * Elementary.sigmoid(x);
        }

        @Override
        float slope(float x) {
            float s = Elementary.sigmoid(x);
            return s * (1f + x * (1f - s));
        }
    }

    private static final class Sigmoid extends OfOutput {
        @Override
        float value(float x) {
            return Elementary.sigmoid(x);
        }

        @Override
        float slope(float y) {
            return y * (1f - y);
        }
    }

    private static final class Tanh extends OfOutput {
        @Override
        float value(float x) {
            return Elementary.tanh(x);
        }

        @Override
        float slope(float y) {
            return 1f - y * y;
        }
    }

    private static final class Softplus extends OfInput {
        @Override
        float value(float x) {
            return Elementary.softplus(x);
        }

        @Override
        float slope(float x) {
            return Elementary.sigmoid(x);
        }
    }
}
