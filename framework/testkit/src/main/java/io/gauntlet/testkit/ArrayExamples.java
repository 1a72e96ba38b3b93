package io.gauntlet.testkit;

import java.util.Arrays;

import io.gauntlet.api.data.Examples;

/** Samples kept as an array of floats. */
public final class ArrayExamples implements Examples {
    private final float[] values;
    private final int[] labels;
    private final long[] shape;
    private final int classes;
    private final int length;

    /**
     * Copies arrays.
     *
     * @param values in [0,1], sample after sample, channels last
     * @param labels the class of each sample, from 0 to {@code classes - 1}
     * @param shape of one sample
     * @param classes the number of classes
     * @throws IllegalArgumentException when the lengths disagree, or a value or label is out of range
     */
    public ArrayExamples(float[] values, int[] labels, long[] shape, int classes) {
        this.values = values.clone();
        this.labels = labels.clone();
        this.shape = shape.clone();
        this.classes = classes;
        length = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
        if (values.length != (long) length * labels.length) {
            throw new IllegalArgumentException(labels.length + " samples of shape " + Arrays.toString(shape) + " have "
                    + (long) length * labels.length + " values, not " + values.length + ".");
        }
        for (int label : labels) {
            if (label < 0 || label >= classes) {
                throw new IllegalArgumentException("A label is from 0 to " + (classes - 1) + "; " + label + " is not.");
            }
        }
        for (float value : values) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("Values are from 0 to 1; " + value + " is not.");
            }
        }
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
        System.arraycopy(values, index * length, into, offset, length);
    }
}
