package io.gauntlet.arena.match;

import io.gauntlet.api.data.Examples;

/** A few samples of a few values each, two classes. */
public record Points(float[][] values, int[] labels) implements Examples {
    @Override
    public int size() {
        return values.length;
    }

    @Override
    public long[] shape() {
        return new long[] {values[0].length};
    }

    @Override
    public int classes() {
        return 2;
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    @Override
    public void read(int index, float[] into, int offset) {
        System.arraycopy(values[index], 0, into, offset, values[index].length);
    }

    /** All samples, one after the other. */
    public float[] flat() {
        float[] flat = new float[size() * length()];
        for (int i = 0; i < size(); i++) {
            read(i, flat, i * length());
        }
        return flat;
    }
}
