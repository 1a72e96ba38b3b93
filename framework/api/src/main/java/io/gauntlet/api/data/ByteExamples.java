package io.gauntlet.api.data;

import java.util.Arrays;

/** Samples kept as unsigned bytes, as picture files hold them: value / 255. */
public final class ByteExamples implements Examples {
    private final byte[] pixels;
    private final byte[] labels;
    private final int from;
    private final int size;
    private final long[] shape;
    private final int classes;
    private final int length;

    private ByteExamples(byte[] pixels, byte[] labels, int from, int size, long[] shape, int classes) {
        this.pixels = pixels;
        this.labels = labels;
        this.from = from;
        this.size = size;
        this.shape = shape.clone();
        this.classes = classes;
        this.length = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    }

    /**
     * Wraps arrays, which must not be written afterwards.
     *
     * @param pixels sample after sample, channels last
     * @param labels the class of each sample
     * @throws IllegalArgumentException when lengths disagree or a label is out of range
     */
    public static ByteExamples of(byte[] pixels, byte[] labels, long[] shape, int classes) {
        ByteExamples examples = new ByteExamples(pixels, labels, 0, labels.length, shape, classes);
        if ((long) examples.length * labels.length != pixels.length) {
            throw new IllegalArgumentException(labels.length + " labels do not go with " + pixels.length + " values.");
        }
        for (byte label : labels) {
            if ((label & 0xff) >= classes) {
                throw new IllegalArgumentException("Label " + (label & 0xff) + " is not below " + classes + ".");
            }
        }
        return examples;
    }

    /** The samples from {@code start} inclusive to {@code end} exclusive, sharing memory. */
    public ByteExamples slice(int start, int end) {
        if (start < 0 || end < start || end > size) {
            throw new IllegalArgumentException("No samples " + start + " to " + end + " among " + size + ".");
        }
        return new ByteExamples(pixels, labels, from + start, end - start, shape, classes);
    }

    @Override
    public int size() {
        return size;
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
    public int length() {
        return length;
    }

    @Override
    public int label(int index) {
        return labels[from + check(index)] & 0xff;
    }

    @Override
    public void read(int index, float[] into, int offset) {
        int at = (from + check(index)) * length;
        for (int i = 0; i < length; i++) {
            into[offset + i] = (pixels[at + i] & 0xff) / 255f;
        }
    }

    private int check(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("Sample " + index + " of " + size + ".");
        }
        return index;
    }
}
