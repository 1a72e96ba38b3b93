package io.gauntlet.plugins.attacks.transfer;

/** Bilinear resizing of a line of values, the centres of first and last value kept (not the corners). */
final class Resizing {
    private final int[] low;
    private final int[] high;
    private final float[] share;

    /**
     * From one length to another.
     *
     * @param from values before, at least 1
     * @param to values after, at least 1
     */
    Resizing(int from, int to) {
        low = new int[to];
        high = new int[to];
        share = new float[to];
        for (int i = 0; i < to; i++) {
            double place = Math.max(0, (i + 0.5) * from / to - 0.5);
            low[i] = Math.min((int) place, from - 1);
            high[i] = Math.min(low[i] + 1, from - 1);
            share[i] = (float) (place - low[i]);
        }
    }

    /** The number of values after. */
    int to() {
        return low.length;
    }

    /** The nearer neighbour before of value i after. */
    int low(int i) {
        return low[i];
    }

    /** The farther neighbour before. */
    int high(int i) {
        return high[i];
    }

    /** The farther neighbour's share, in [0,1). */
    float share(int i) {
        return share[i];
    }
}
