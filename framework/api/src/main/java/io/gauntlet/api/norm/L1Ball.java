package io.gauntlet.api.norm;

import java.util.Arrays;

import io.gauntlet.api.Draws;

/**
 * The L1 ball. Intersected with the box it is a set of its own: projecting on one and then on the other misses it, and
 * the steepest step is not where the gradient is largest but where it is large and the box leaves room (Croce and Hein:
 * Mind the box, ICML 2021, propositions 2.1 and 3.1).
 */
final class L1Ball implements Ball {
    /** The share of the values that a step changes where there is room: the 99 % quantile of Tramèr and Boneh 2019. */
    private static final double SHARE = 0.01;

    /** Normalised exponentials are uniform in the simplex; the one left out makes it solid. */
    @Override
    public void drawAnywhere(Draws draws, float[] x, float[] original, int at, int length, float epsilon) {
        double sum = draws.exponential();
        for (int i = at; i < at + length; i++) {
            double value = draws.exponential();
            x[i] = (float) value;
            sum += value;
        }
        double scale = epsilon / sum;
        for (int i = at; i < at + length; i++) {
            x[i] = (float) (original[i] + (draws.coin() ? scale : -scale) * x[i]);
        }
    }

    /**
     * Spends the step on the values with the largest gradients, one after the other: on each as much as one in a hundred
     * may take, or as the box leaves.
     */
    @Override
    public void ascend(float[] x, float[] gradient, int at, int length, float step) {
        long[] order = new long[length];
        int count = 0;
        for (int i = 0; i < length; i++) {
            if (room(x[at + i], gradient[at + i]) > 0) {
                // Floats that are not negative sort like their bits; the position in the low half breaks ties.
                order[count++] = ((long) Float.floatToIntBits(Math.abs(gradient[at + i])) << 32) | i;
            }
        }
        Arrays.sort(order, 0, count);
        double each = step / Math.max(1, Math.round(SHARE * length));
        double left = step;
        for (int k = count - 1; k >= 0 && left > 0; k--) {
            int i = at + (int) order[k];
            double change = Math.min(Math.min(each, left), room(x[i], gradient[i]));
            x[i] += (float) (Math.signum(gradient[i]) * change);
            left -= change;
        }
    }

    private static double room(float value, float gradient) {
        return gradient > 0 ? 1.0 - value : gradient < 0 ? value : 0;
    }

    /**
     * The nearest point of ball and box together: each change shrinks by the same amount, and is at most what the box
     * leaves. Rounds towards the original, so that the sum of the changes, not only of their exact values, is within
     * epsilon.
     */
    @Override
    public void project(float[] x, float[] original, int at, int length, float epsilon) {
        double sum = 0;
        for (int i = at; i < at + length; i++) {
            sum += Math.abs(Math.min(1.0, Math.max(0.0, x[i])) - original[i]);
        }
        double shrink = sum <= epsilon ? 0 : shrinkage(x, original, at, length, sum, epsilon);
        for (int i = at; i < at + length; i++) {
            if (shrink > 0) {
                x[i] = shrunk(x[i], original[i], shrink);
            } else {
                x[i] = Math.min(1f, Math.max(0f, x[i]));
            }
        }
    }

    private static float shrunk(float x, float original, double shrink) {
        double size = Math.abs((double) x - original) - shrink;
        if (size <= 0) {
            return original;
        }
        double room = x > original ? 1.0 - original : original;
        size = Math.min(size, room);
        float moved = (float) (x > original ? original + size : original - size);
        return Math.abs((double) moved - original) > size ? Math.nextAfter(moved, original) : moved;
    }

    /**
     * The amount by which all changes shrink. The sum of the changes falls with that amount along straight lines, steeper
     * where a change falls below its room and flatter where it reaches zero: walks along these bends until the sum is
     * epsilon.
     *
     * @param sum of the changes before they shrink, within the box; more than epsilon
     */
    private static double shrinkage(float[] x, float[] original, int at, int length, double sum, double epsilon) {
        double[] begins = new double[length];
        double[] ends = new double[length];
        int count = 0;
        for (int i = at; i < at + length; i++) {
            double size = Math.abs((double) x[i] - original[i]);
            double room = x[i] > original[i] ? 1.0 - original[i] : original[i];
            if (size > 0 && room > 0) {
                begins[count] = Math.max(0, size - room);
                ends[count++] = size;
            }
        }
        Arrays.sort(begins, 0, count);
        Arrays.sort(ends, 0, count);
        double shrink = 0;
        double rest = sum;
        int begun = 0;
        int ended = 0;
        while (ended < count) {
            double next = begun < count ? Math.min(begins[begun], ends[ended]) : ends[ended];
            int shrinking = begun - ended;
            double after = rest - shrinking * (next - shrink);
            if (after <= epsilon) {
                return shrink + (rest - epsilon) / shrinking;
            }
            rest = after;
            shrink = next;
            if (begun < count && begins[begun] <= ends[ended]) {
                begun++;
            } else {
                ended++;
            }
        }
        return shrink;
    }
}
