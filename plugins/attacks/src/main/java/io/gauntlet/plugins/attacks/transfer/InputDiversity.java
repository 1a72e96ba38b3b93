package io.gauntlet.plugins.attacks.transfer;

import java.util.Arrays;

import io.gauntlet.api.Draws;

/**
 * Shrinks a picture to a random size and pads it with black at a random place, or leaves it as it is (Xie et al. 2019,
 * equation 4; there the network takes the larger padded picture). Linear in the picture: the transposed map takes the
 * gradient back. Sizes and places are drawn for each row.
 */
final class InputDiversity {
    private final double probability;
    private final int height;
    private final int width;
    private final int channels;
    /** For each number of lines that can be cut off, from 0. */
    private final Resizing[] vertical;

    private final Resizing[] horizontal;
    private int[] cut = {};
    private int[] top = {};
    private int[] left = {};

    /**
     * For pictures of one shape.
     *
     * @param probability that a picture is changed
     * @param least the smallest size as a share of the picture's, in (0,1]
     * @param shape height, width, channels; samples of another rank are left as they are
     */
    InputDiversity(double probability, double least, long... shape) {
        boolean picture = shape.length == 3;
        height = picture ? (int) shape[0] : 1;
        width = picture ? (int) shape[1] : 1;
        channels = picture ? (int) shape[2] : 1;
        int cuts = picture ? height - Math.max(1, (int) (least * height)) : 0;
        this.probability = cuts == 0 ? 0 : probability;
        vertical = new Resizing[cuts + 1];
        horizontal = new Resizing[cuts + 1];
        for (int lines = 0; lines <= cuts; lines++) {
            vertical[lines] = new Resizing(height, height - lines);
            horizontal[lines] = new Resizing(width, Math.max(1, Math.round(width * (height - lines) / (float) height)));
        }
    }

    /** Whether pictures are ever changed. */
    boolean active() {
        return probability > 0;
    }

    /** Makes room for rows. */
    void rows(int n) {
        if (cut.length < n) {
            cut = new int[n];
            top = new int[n];
            left = new int[n];
        }
    }

    /** Draws what is done to a row until it is drawn again. */
    void draw(int row, Draws draws) {
        cut[row] = 0;
        top[row] = 0;
        left[row] = 0;
        if (draws.uniform() < probability) {
            cut[row] = 1 + draws.index(vertical.length - 1);
            top[row] = draws.index(height - vertical[cut[row]].to() + 1);
            left[row] = draws.index(width - horizontal[cut[row]].to() + 1);
        }
    }

    /** Applies it to the row's picture in {@code from}, into {@code into}. */
    void apply(int row, float[] from, float[] into) {
        int at = row * height * width * channels;
        if (cut[row] == 0) {
            System.arraycopy(from, at, into, at, height * width * channels);
            return;
        }
        Arrays.fill(into, at, at + height * width * channels, 0f);
        Resizing rows = vertical[cut[row]];
        Resizing columns = horizontal[cut[row]];
        for (int y = 0; y < rows.to(); y++) {
            for (int x = 0; x < columns.to(); x++) {
                int to = at + ((y + top[row]) * width + x + left[row]) * channels;
                int lowLow = at + (rows.low(y) * width + columns.low(x)) * channels;
                int lowHigh = at + (rows.low(y) * width + columns.high(x)) * channels;
                int highLow = at + (rows.high(y) * width + columns.low(x)) * channels;
                int highHigh = at + (rows.high(y) * width + columns.high(x)) * channels;
                float down = rows.share(y);
                float right = columns.share(x);
                for (int c = 0; c < channels; c++) {
                    float upper = from[lowLow + c] + right * (from[lowHigh + c] - from[lowLow + c]);
                    float lower = from[highLow + c] + right * (from[highHigh + c] - from[highLow + c]);
                    into[to + c] = upper + down * (lower - upper);
                }
            }
        }
    }

    /** The transposed map of {@link #apply}: the gradient by the picture from that by what became of it. */
    void transpose(int row, float[] from, float[] into) {
        int at = row * height * width * channels;
        if (cut[row] == 0) {
            System.arraycopy(from, at, into, at, height * width * channels);
            return;
        }
        Arrays.fill(into, at, at + height * width * channels, 0f);
        Resizing rows = vertical[cut[row]];
        Resizing columns = horizontal[cut[row]];
        for (int y = 0; y < rows.to(); y++) {
            for (int x = 0; x < columns.to(); x++) {
                int of = at + ((y + top[row]) * width + x + left[row]) * channels;
                int lowLow = at + (rows.low(y) * width + columns.low(x)) * channels;
                int lowHigh = at + (rows.low(y) * width + columns.high(x)) * channels;
                int highLow = at + (rows.high(y) * width + columns.low(x)) * channels;
                int highHigh = at + (rows.high(y) * width + columns.high(x)) * channels;
                float down = rows.share(y);
                float right = columns.share(x);
                for (int c = 0; c < channels; c++) {
                    float value = from[of + c];
                    into[lowLow + c] += (1 - down) * (1 - right) * value;
                    into[lowHigh + c] += (1 - down) * right * value;
                    into[highLow + c] += down * (1 - right) * value;
                    into[highHigh + c] += down * right * value;
                }
            }
        }
    }
}
