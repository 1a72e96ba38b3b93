package io.gauntlet.engine.plan;

/**
 * Elementary functions of single values, to about one unit in the last place of a float. libnd4j's own take 18 to 60 ns a
 * value, overflow (softplus from 89 on) or compute another function (gelu); {@link Math}'s are slower than needed.
 */
final class Elementary {
    private static final float LOG2_E = (float) 1.4426950408889634;
    /** ln 2 in two parts, so that multiples of it can be taken away without loss. */
    private static final float LN2_HIGH = (float) 0.693145751953125;

    private static final float LN2_LOW = (float) 1.4286067653302e-6;
    private static final double SQRT_HALF = Math.sqrt(0.5);
    private static final double DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI);
    private static final double[] ERFC = {
        -1.26551223,
        1.00002368,
        0.37409196,
        0.09678418,
        -0.18628806,
        0.27886807,
        -1.13520398,
        1.48851587,
        -0.82215223,
        0.17087277
    };

    private Elementary() {}

    /** The exponential of a number that is not positive; NaN for NaN. */
    static float decay(float x) {
        if (x < -87f) {
            return 0f;
        }
        int power = (int) (x * LOG2_E - 0.5f);
        float r = x - power * LN2_HIGH - power * LN2_LOW;
        float p =
                1f + r * (1f + r * (0.5f + r * (1f / 6 + r * (1f / 24 + r * (1f / 120 + r * (1f / 720 + r / 5040))))));
        return p * Float.intBitsToFloat((power + 127) << 23);
    }

    /** {@code exp(x) - 1} for a number that is not positive. */
    static float decayMinusOne(float x) {
        if (x > -0.3f) {
            return x * (1f + x * (0.5f + x * (1f / 6 + x * (1f / 24 + x * (1f / 120 + x / 720)))));
        }
        return decay(x) - 1f;
    }

    /** {@code 1 / (1 + exp(-x))}. */
    static float sigmoid(float x) {
        float e = decay(-Math.abs(x));
        return x >= 0 ? 1f / (1f + e) : e / (1f + e);
    }

    /** The hyperbolic tangent. */
    static float tanh(float x) {
        if (Math.abs(x) < 0.25f) {
            float s = x * x;
            return x * (1f + s * (-1f / 3 + s * (2f / 15 + s * (-17f / 315 + s * (62f / 2835)))));
        }
        float e = decay(-2f * Math.abs(x));
        return Math.copySign((1f - e) / (1f + e), x);
    }

    /** {@code log(1 + exp(x))}. */
    static float softplus(float x) {
        return Math.max(x, 0f) + (float) Math.log(1.0 + decay(-Math.abs(x)));
    }

    /**
     * The normal distribution function, by Chebyshev's fit of Press, Teukolsky, Vetterling and Flannery (Numerical
     * Recipes, section 6.2): relative error below 1.2e-7.
     */
    static double normal(double x) {
        double z = Math.abs(x) * SQRT_HALF;
        double t = 1 / (1 + 0.5 * z);
        double fit = ERFC[ERFC.length - 1];
        for (int i = ERFC.length - 2; i >= 0; i--) {
            fit = ERFC[i] + t * fit;
        }
        double half = 0.5 * t * Math.exp(fit - z * z);
        return x >= 0 ? 1 - half : half;
    }

    /** The normal distribution's density. */
    static double density(double x) {
        return DENSITY_AT_0 * Math.exp(-0.5 * x * x);
    }
}
