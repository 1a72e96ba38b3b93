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
        if (channelsFirst.length != length() * columns) {
            throw new IllegalArgumentException("A picture of " + height + " x " + width + " x " + channels + " has "
                    + length() + " rows of " + columns + " values, not " + channelsFirst.length + " values.");
        }
        float[] rows = new float[channelsFirst.length];
        int to = 0;
        for (int pixel = 0; pixel < height * width; pixel++) {
            for (int c = 0; c < channels; c++) {
                System.arraycopy(channelsFirst, (c * height * width + pixel) * columns, rows, to, columns);
                to += columns;
            }
        }
        return rows;
    }
}
