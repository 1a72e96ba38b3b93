package io.gauntlet.runtime.work;

import io.gauntlet.api.data.Examples;

/**
 * Some examples in a row.
 *
 * @param all of them
 * @param from position of the first that is shown
 * @param size how many are shown
 */
public record ExampleRange(Examples all, int from, int size) implements Examples {
    /** The first, and no more than there are. */
    public static ExampleRange first(Examples all, int most) {
        return new ExampleRange(all, 0, Math.min(all.size(), most));
    }

    @Override
    public long[] shape() {
        return all.shape();
    }

    @Override
    public int classes() {
        return all.classes();
    }

    @Override
    public int label(int index) {
        return all.label(from + index);
    }

    @Override
    public void read(int index, float[] into, int offset) {
        all.read(from + index, into, offset);
    }
}
