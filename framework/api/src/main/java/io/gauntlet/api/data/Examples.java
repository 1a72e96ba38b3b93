package io.gauntlet.api.data;

/** Labelled samples of one shape. Immutable and safe for use by several threads. */
public interface Examples {
    /** How many. */
    int size();

    /** The shape of one sample: height, width, channels for pictures. */
    long[] shape();

    /** The number of classes. */
    int classes();

    /** The class of a sample, from 0. */
    int label(int index);

    /**
     * Copies the values of a sample, in [0,1], channels last.
     *
     * @param into receives them
     * @param offset where in {@code into} to begin
     */
    void read(int index, float[] into, int offset);

    /** How many values one sample has. */
    default int length() {
        long length = 1;
        for (long side : shape()) {
            length *= side;
        }
        return Math.toIntExact(length);
    }
}
