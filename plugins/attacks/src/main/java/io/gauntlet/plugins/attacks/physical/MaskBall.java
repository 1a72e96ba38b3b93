package io.gauntlet.plugins.attacks.physical;

import io.gauntlet.api.Draws;
import io.gauntlet.api.norm.Ball;

/** The pictures that differ from the sample under a mask alone, where any value in [0,1] is allowed. */
final class MaskBall implements Ball {
    private final boolean[] covered;

    MaskBall(boolean[] covered) {
        this.covered = covered.clone();
    }

    @Override
    public void drawAnywhere(Draws draws, float[] x, float[] original, int at, int length, float epsilon) {
        for (int i = 0; i < length; i++) {
            x[at + i] = covered[i] ? draws.uniform() : original[at + i];
        }
    }

    /** By the step, in pixel values, along the gradient's sign under the mask. */
    @Override
    public void ascend(float[] x, float[] gradient, int at, int length, float step) {
        for (int i = 0; i < length; i++) {
            if (covered[i]) {
                x[at + i] += step * Math.signum(gradient[at + i]);
            }
        }
    }

    @Override
    public void project(float[] x, float[] original, int at, int length, float epsilon) {
        for (int i = at; i < at + length; i++) {
            x[i] = covered[i - at] ? Math.max(0f, Math.min(1f, x[i])) : original[i];
        }
    }
}
