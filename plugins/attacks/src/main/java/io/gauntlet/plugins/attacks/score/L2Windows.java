package io.gauntlet.plugins.attacks.score;

import io.gauntlet.api.Norm;
import io.gauntlet.plugins.attacks.rows.Picture;

/** In L2 perturbations are as long as epsilon before the box cuts them off. */
final class L2Windows extends BumpWindows {
    L2Windows(Picture picture) {
        super(picture);
    }

    /** Rings fall with the square of their distance (Andriushchenko et al. 2020, equation 2). */
    @Override
    Bump newBump(int side) {
        return new Bump(side, 2, Norm.L2);
    }

    @Override
    double part(double value) {
        return value * value;
    }

    @Override
    double size(double sum) {
        return Math.sqrt(sum);
    }

    @Override
    double windowSize(double epsilon, double total, double freed, int channels) {
        return Math.sqrt(Math.max(0, epsilon * epsilon - total) / channels + freed);
    }

    @Override
    void write(double[] change, float[] x, float[] original, int at, float epsilon) {
        double sum = 0;
        for (double value : change) {
            sum += value * value;
        }
        double scale = epsilon / (Math.sqrt(sum) + TINY);
        for (int i = 0; i < change.length; i++) {
            x[at + i] = (float) Math.min(1, Math.max(0, original[at + i] + scale * change[i]));
        }
    }
}
