package io.gauntlet.plugins.attacks.fab;

import java.util.Arrays;

/**
 * The steepest values move to the faces of the box, one after the other, and the last of them only as far as is still
 * needed. A heap finds them, for most values never move.
 */
final class L1Projection implements HyperplaneProjection {
    private final Slopes slopes = new Slopes();
    /** Steepness and position of the values that can move, the steepest first. */
    private long[] heap = {};

    private int count;

    @Override
    public void change(float[] x, int at, float[] normal, double gain, float[] change) {
        slopes.look(x, at, normal, gain);
        fill(normal);
        Arrays.fill(change, 0, normal.length, 0f);
        double missing = Math.abs(gain);
        while (count > 0 && missing > 0) {
            int i = take();
            double steepness = slopes.steepness()[i];
            double size = Math.min(slopes.room()[i], missing / steepness);
            missing -= size * steepness;
            change[i] = slopes.way()[i] * (float) size;
        }
    }

    private void fill(float[] normal) {
        heap = heap.length < normal.length ? new long[normal.length] : heap;
        count = 0;
        for (int i = 0; i < normal.length; i++) {
            if (normal[i] != 0 && slopes.room()[i] > 0) {
                // Floats that are not negative sort like their bits; of equally steep ones the first comes first.
                heap[count++] = ((long) Float.floatToIntBits(Math.abs(normal[i])) << 32) | (Integer.MAX_VALUE - i);
            }
        }
        for (int i = count / 2 - 1; i >= 0; i--) {
            sink(i);
        }
    }

    /** Takes out the steepest and returns its position. */
    private int take() {
        int position = Integer.MAX_VALUE - (int) heap[0];
        heap[0] = heap[--count];
        sink(0);
        return position;
    }

    private void sink(int from) {
        int parent = from;
        long value = heap[parent];
        while (2 * parent + 1 < count) {
            int child = 2 * parent + 1;
            if (child + 1 < count && heap[child + 1] > heap[child]) {
                child++;
            }
            if (heap[child] <= value) {
                break;
            }
            heap[parent] = heap[child];
            parent = child;
        }
        heap[parent] = value;
    }
}
