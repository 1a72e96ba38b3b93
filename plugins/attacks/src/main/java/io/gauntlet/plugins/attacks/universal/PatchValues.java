package io.gauntlet.plugins.attacks.universal;

import io.gauntlet.api.Draws;

/** The values under a mask, which take the place of the sample's. */
final class PatchValues implements Perturbation {
    private final boolean[] covered;
    private final float[] values;

    /** Begins anywhere in the box. */
    PatchValues(boolean[] covered, Draws draws) {
        this.covered = covered.clone();
        values = new float[covered.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = covered[i] ? draws.uniform() : 0;
        }
    }

    @Override
    public float[] values() {
        return values;
    }

    /** By a share of the box, along the gradient's sign. */
    @Override
    public void ascend(float[] gradient, double relativeStep) {
        for (int i = 0; i < values.length; i++) {
            if (covered[i]) {
                double moved = values[i] + relativeStep * Math.signum(gradient[i]);
                values[i] = (float) Math.min(1, Math.max(0, moved));
            }
        }
    }

    @Override
    public void lay(float[] patch, float[] x, int at) {
        for (int i = 0; i < covered.length; i++) {
            x[at + i] = covered[i] ? patch[i] : x[at + i];
        }
    }
}
