package io.gauntlet.api.pose;

import java.util.Arrays;

/**
 * Renders poses: by it the referee judges them, and an attack that searches poses sees what the referee will see. A
 * pixel is the bilinear mixture of the four pixels around the place it comes from, in one go for turn and shift; beyond
 * the edges all is black (Engstrom et al. 2019, section 2). The same bits on every machine. Safe for use by several
 * threads.
 *
 * <p>A picture's values stand somewhere in an array: value {@code (i * width + j) * channels + k} is channel k of the
 * pixel in row i and column j, in [0,1].
 */
public final class PoseWarp {
    private final int height;
    private final int width;
    private final int channels;
    private final double centreX;
    private final double centreY;

    /** For pictures of a shape. @throws IllegalArgumentException when it is not {@code [height, width, channels]} */
    public PoseWarp(long... shape) {
        if (shape.length != 3) {
            throw new IllegalArgumentException(
                    "Only pictures of height x width x channels can be turned and shifted, not samples of shape "
                            + Arrays.toString(shape) + ".");
        }
        height = Math.toIntExact(shape[0]);
        width = Math.toIntExact(shape[1]);
        channels = Math.toIntExact(shape[2]);
        centreX = (width - 1) / 2.0;
        centreY = (height - 1) / 2.0;
    }

    /** The number of values of a picture. */
    public int length() {
        return height * width * channels;
    }

    /** Takes each pixel of the posed picture with the place in the old one that it comes from. */
    @FunctionalInterface
    private interface Sight {
        /**
         * A pixel.
         *
         * @param first the number of its first channel in the picture
         * @param x how far right of the centre it lies before turning, likewise y below
         * @param sourceX the column it comes from, likewise sourceY the row
         */
        void see(int first, double x, double y, double sourceX, double sourceY);
    }

    private void look(Pose pose, Sight sight) {
        double angle = Math.toRadians(pose.degrees());
        // Strict: sines of different machines may differ in their last bit.
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        for (int i = 0; i < height; i++) {
            double y = i - centreY - pose.down();
            for (int j = 0; j < width; j++) {
                double x = j - centreX - pose.right();
                double sourceX = centreX + cos * x - sin * y;
                double sourceY = centreY + sin * x + cos * y;
                sight.see((i * width + j) * channels, x, y, sourceX, sourceY);
            }
        }
    }

    /** Writes the posed picture of the one that begins at {@code from}, beginning at {@code at}. */
    public void render(Pose pose, float[] original, int from, float[] into, int at) {
        look(pose, (first, x, y, sourceX, sourceY) -> {
            int left = (int) Math.floor(sourceX);
            int top = (int) Math.floor(sourceY);
            double right = sourceX - left;
            double below = sourceY - top;
            for (int k = 0; k < channels; k++) {
                // In double, a mixture of values in [0,1] cannot round to a float outside of [0,1].
                into[at + first + k] = (float) ((1 - below)
                                * ((1 - right) * value(original, from, top, left, k)
                                        + right * value(original, from, top, left + 1, k))
                        + below
                                * ((1 - right) * value(original, from, top + 1, left, k)
                                        + right * value(original, from, top + 1, left + 1, k)));
            }
        });
    }

    /**
     * The derivatives of a loss by the pose.
     *
     * @param original the picture, from {@code from} on
     * @param gradient by the values of the posed picture, from {@code at} on
     * @param slopes takes the derivatives by degrees, right and down
     */
    public void slopes(Pose pose, float[] original, int from, float[] gradient, int at, double[] slopes) {
        double angle = Math.toRadians(pose.degrees());
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        slopes[0] = 0;
        slopes[1] = 0;
        slopes[2] = 0;
        look(pose, (first, x, y, sourceX, sourceY) -> {
            int left = (int) Math.floor(sourceX);
            int top = (int) Math.floor(sourceY);
            double right = sourceX - left;
            double below = sourceY - top;
            double byX = 0;
            double byY = 0;
            for (int k = 0; k < channels; k++) {
                double topLeft = value(original, from, top, left, k);
                double topRight = value(original, from, top, left + 1, k);
                double bottomLeft = value(original, from, top + 1, left, k);
                double bottomRight = value(original, from, top + 1, left + 1, k);
                float up = gradient[at + first + k];
                byX += up * ((1 - below) * (topRight - topLeft) + below * (bottomRight - bottomLeft));
                byY += up * ((1 - right) * (bottomLeft - topLeft) + right * (bottomRight - topRight));
            }
            slopes[0] += Math.toRadians(byX * (-sin * x - cos * y) + byY * (cos * x - sin * y));
            slopes[1] += -byX * cos - byY * sin;
            slopes[2] += byX * sin - byY * cos;
        });
    }

    private double value(float[] original, int from, int row, int column, int channel) {
        boolean inside = row >= 0 && row < height && column >= 0 && column < width;
        return inside ? original[from + (row * width + column) * channels + channel] : 0;
    }
}
