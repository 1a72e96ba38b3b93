package io.gauntlet.runtime.estimate;

import io.gauntlet.api.data.Examples;

/**
 * The first of some examples.
 *
 * @param all of them
 * @param size how many are shown
 */
record FirstExamples(Examples all, int size) implements Examples {
    /** No more than there are. */
    static FirstExamples of(Examples all, int most) {
        return new FirstExamples(all, Math.min(all.size(), most));
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
        return all.label(index);
    }

    @Override
    public void read(int index, float[] into, int offset) {
        all.read(index, into, offset);
    }
}
