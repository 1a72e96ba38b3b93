package io.gauntlet.engine.layout;

import io.gauntlet.api.Draws;

/** How fresh weights are drawn. */
public enum Initialisation {
    /** Normal with variance 2 / fan-in (He et al. 2015). */
    HE_NORMAL,
    /** Uniform with variance 2 / fan-in (He et al. 2015). */
    HE_UNIFORM,
    /** Normal with variance 2 / (fan-in + fan-out) (Glorot and Bengio 2010). */
    GLOROT_NORMAL,
    /** Uniform with variance 2 / (fan-in + fan-out) (Glorot and Bengio 2010). */
    GLOROT_UNIFORM,
    /** Normal with variance 1 / fan-in (LeCun et al. 1998). */
    LECUN_NORMAL,
    /** Zero: for weights that come from a file. */
    ZERO;

    /** Draws weights. */
    public void fill(float[] weights, int offset, int length, long fanIn, long fanOut, Draws draws) {
        double variance = switch (this) {
            case HE_NORMAL, HE_UNIFORM -> 2.0 / fanIn;
            case GLOROT_NORMAL, GLOROT_UNIFORM -> 2.0 / (fanIn + fanOut);
            case LECUN_NORMAL -> 1.0 / fanIn;
            case ZERO -> 0;
        };
        boolean uniform = this == HE_UNIFORM || this == GLOROT_UNIFORM;
        double bound = Math.sqrt(3 * variance);
        double deviation = Math.sqrt(variance);
        for (int i = 0; i < length; i++) {
            weights[offset + i] =
                    (float) (variance == 0 ? 0 : uniform ? draws.uniform(-bound, bound) : deviation * draws.gaussian());
        }
    }
}
