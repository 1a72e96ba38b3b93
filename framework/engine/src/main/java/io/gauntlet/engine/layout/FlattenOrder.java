package io.gauntlet.engine.layout;

/**
 * How values that were a picture lie in a row. Here channels are fastest; DL4J, which keeps pictures channels first, has
 * the width fastest: index {@code (y * width + x) * channels + c} here is {@code (c * height + y) * width + x} there.
 *
 * @param height of the picture
 * @param width of the picture
 * @param channels of the picture
 */
public record FlattenOrder(int height, int width, int channels) {
    /** How many values there are. */
    public int length() {
        return height * width * channels;
    }

    /** Whether both orders are the same. */
    public boolean trivial() {
        return channels == 1 || height * width == 1;
    }

    /**
     * Rows in the order of this engine.
     *
     * @param channelsFirst {@link #length} rows in DL4J's order, one after the other: dense weights {@code [inputs,
     *     outputs]}, or, with one column, a parameter for each value
     * @param columns values in a row
     */
    public float[] rows(float[] channelsFirst, int columns) {
        float[] rows = sized(channelsFirst, columns);
        for (int here = 0; here < length(); here++) {
            System.arraycopy(channelsFirst, there(here) * columns, rows, here * columns, columns);
        }
        return rows;
    }

    /** Rows in DL4J's order: undoes {@link #rows}. */
    public float[] channelsFirst(float[] rows, int columns) {
        float[] channelsFirst = sized(rows, columns);
        for (int here = 0; here < length(); here++) {
            System.arraycopy(rows, here * columns, channelsFirst, there(here) * columns, columns);
        }
        return channelsFirst;
    }

    /** Where DL4J has the value that is at {@code here} in this engine. */
    private int there(int here) {
        return here % channels * height * width + here / channels;
    }

    private float[] sized(float[] values, int columns) {
        if (values.length != length() * columns) {
            throw new IllegalArgumentException("A picture of " + height + " x " + width + " x " + channels + " has "
                    + length() + " rows of " + columns + " values, not " + values.length + " values.");
        }
        return new float[values.length];
    }
}
