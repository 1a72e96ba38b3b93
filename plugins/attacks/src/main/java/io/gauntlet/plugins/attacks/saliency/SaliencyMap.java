package io.gauntlet.plugins.attacks.saliency;

import java.util.Arrays;

/**
 * How much a change of each value is worth: a value, or a pair, is worth looking at where the change raises the logit
 * aimed at and lowers the sum of all others, and then it is worth the product of both (Papernot et al. 2016, equation
 * 8 and algorithm 3).
 */
final class SaliencyMap {
    private final double[] gain;
    private final double[] loss;
    private final boolean[] open;
    private final long[] order;
    private final int[] kept;

    /** @param length values of a sample */
    SaliencyMap(int length) {
        gain = new double[length];
        loss = new double[length];
        open = new boolean[length];
        order = new long[length];
        kept = new int[length];
    }

    /**
     * Sets what the change of a value would do.
     *
     * @param raised by how much it would raise the logit aimed at
     * @param lowered by how much it would lower the sum of the others
     */
    void set(int value, double raised, double lowered) {
        gain[value] = raised;
        loss[value] = lowered;
        open[value] = true;
    }

    /** Leaves a value out: it cannot change any more. */
    void close(int value) {
        open[value] = false;
    }

    /** The one value worth most, or nothing. */
    int[] best() {
        int best = -1;
        double most = 0;
        for (int i = 0; i < open.length; i++) {
            if (open[i] && gain[i] > 0 && loss[i] > 0 && gain[i] * loss[i] > most) {
                most = gain[i] * loss[i];
                best = i;
            }
        }
        return best < 0 ? new int[0] : new int[] {best};
    }

    /**
     * The pair worth most, smaller position first, or nothing.
     *
     * <p>A pair's worth grows with each of its four terms. So when two values both raise as much and lower as much as a
     * third, one of them can stand in for it in any pair: only values with at most one such better are looked at, which
     * are a handful.
     */
    int[] bestPair() {
        int count = keepUndominated();
        int first = -1;
        int second = -1;
        double most = 0;
        for (int a = 0; a < count; a++) {
            for (int b = a + 1; b < count; b++) {
                double raised = gain[kept[a]] + gain[kept[b]];
                double lowered = loss[kept[a]] + loss[kept[b]];
                if (raised > 0 && lowered > 0 && raised * lowered > most) {
                    most = raised * lowered;
                    first = kept[a];
                    second = kept[b];
                }
            }
        }
        return first < 0 ? new int[0] : new int[] {Math.min(first, second), Math.max(first, second)};
    }

    /** Goes through the values from the greatest gain down and keeps those with at most one loss as great before them. */
    private int keepUndominated() {
        int candidates = 0;
        for (int i = 0; i < open.length; i++) {
            if (open[i]) {
                order[candidates++] = sortable((float) -gain[i]) << 32 | i;
            }
        }
        Arrays.sort(order, 0, candidates);
        double greatest = Double.NEGATIVE_INFINITY;
        double next = Double.NEGATIVE_INFINITY;
        int count = 0;
        for (int k = 0; k < candidates; k++) {
            int i = (int) order[k];
            if (loss[i] > next) {
                kept[count++] = i;
                next = Math.min(greatest, loss[i]);
                greatest = Math.max(greatest, loss[i]);
            }
        }
        return count;
    }

    /** Bits that sort as the floats do, negative ones included. */
    private static long sortable(float value) {
        int bits = Float.floatToIntBits(value);
        return bits < 0 ? ~bits ^ Integer.MIN_VALUE : bits;
    }
}
