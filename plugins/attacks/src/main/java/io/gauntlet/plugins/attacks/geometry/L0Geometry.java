package io.gauntlet.plugins.attacks.geometry;

import java.util.Arrays;

/** The number of values changed. */
final class L0Geometry implements Geometry {
    private float[] sizes = {};

    @Override
    public double distance(float[] x, float[] original, int at, int length) {
        int changed = 0;
        for (int i = at; i < at + length; i++) {
            changed += x[i] != original[i] ? 1 : 0;
        }
        return changed;
    }

    /** One value may change as much as the box allows: at most by 1. */
    @Override
    public double dual(float[] gradient, int at, int length) {
        double greatest = 0;
        for (int i = at; i < at + length; i++) {
            greatest = Math.max(greatest, Math.abs(gradient[i]));
        }
        return greatest;
    }

    /** Changes the steepest {@code step} values as far as the box can allow. */
    @Override
    public void ascend(float[] x, float[] gradient, int at, int length, double step) {
        float least = threshold(gradient, at, length, (int) step);
        int left = (int) step;
        for (int i = at; i < at + length && left > 0; i++) {
            if (Math.abs(gradient[i]) >= least) {
                x[i] += Math.signum(gradient[i]);
                left--;
            }
        }
    }

    /** Keeps the epsilon greatest changes, of equal ones those that come first. */
    @Override
    public void project(float[] x, float[] original, int at, int length, double epsilon) {
        int kept = (int) Math.min(length, Math.floor(epsilon));
        for (int i = at; i < at + length; i++) {
            x[i] -= original[i];
        }
        float least = threshold(x, at, length, kept);
        int equal = kept;
        for (int i = at; i < at + length; i++) {
            equal -= Math.abs(x[i]) > least ? 1 : 0;
        }
        for (int i = at; i < at + length; i++) {
            float size = Math.abs(x[i]);
            boolean keep = size > least || (size == least && equal-- > 0);
            x[i] = keep ? Math.min(1f, Math.max(0f, original[i] + x[i])) : original[i];
        }
    }

    /** The size of the {@code kept}-th greatest value. */
    private float threshold(float[] values, int at, int length, int kept) {
        if (kept <= 0) {
            return Float.POSITIVE_INFINITY;
        }
        if (sizes.length != length) {
            sizes = new float[length];
        }
        for (int i = 0; i < length; i++) {
            sizes[i] = Math.abs(values[at + i]);
        }
        Arrays.sort(sizes);
        return sizes[Math.max(0, length - kept)];
    }

    @Override
    public boolean counts() {
        return true;
    }

    @Override
    public double shrink(double epsilon, double share) {
        return Math.max(0, Math.min(epsilon - 1, Math.floor(epsilon * (1 - share))));
    }

    @Override
    public double grow(double epsilon, double share) {
        return Math.max(epsilon + 1, Math.floor(epsilon * (1 + share)));
    }
}
