package io.gauntlet.plugins.attacks.transfer;

import java.util.Arrays;

import io.gauntlet.api.data.Examples;

/** Samples that carry what the target said of them, and where each came from. Immutable. */
final class LabelledSamples implements Examples {
    private final float[] values;
    private final int[] labels;
    private final int[] origin;
    private final long[] shape;
    private final int classes;

    private LabelledSamples(float[] values, int[] labels, int[] origin, long[] shape, int classes) {
        this.values = values;
        this.labels = labels;
        this.origin = origin;
        this.shape = shape;
        this.classes = classes;
    }

    /** None yet. */
    LabelledSamples(long[] shape, int classes) {
        this(new float[0], new int[0], new int[0], shape.clone(), classes);
    }

    /**
     * These and more.
     *
     * @param moreValues sample after sample
     * @param moreLabels the class of each
     * @param moreOrigins positions in the attacker's split
     */
    LabelledSamples with(float[] moreValues, int[] moreLabels, int[] moreOrigins) {
        return new LabelledSamples(
                joined(values, moreValues), joined(labels, moreLabels), joined(origin, moreOrigins), shape, classes);
    }

    private static float[] joined(float[] first, float[] second) {
        float[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static int[] joined(int[] first, int[] second) {
        int[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    /** The position in the attacker's split of the sample that this one was made from. */
    int origin(int index) {
        return origin[index];
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    @Override
    public void read(int index, float[] into, int offset) {
        int length = values.length / labels.length;
        System.arraycopy(values, index * length, into, offset, length);
    }
}
