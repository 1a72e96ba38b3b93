package io.gauntlet.plugins.attacks.physical;

import io.gauntlet.plugins.attacks.rows.Picture;

/**
 * Turned and shifted pictures. A pixel is the bilinear mixture of the four pixels around the place it comes from, in one
 * go for turn and shift; beyond the edges all is black (Engstrom et al. 2019, section 2).
 */
final class PoseWarp {
    private final Picture picture;
    private final double centreX;
    private final double centreY;

    PoseWarp(Picture picture) {
        this.picture = picture;
        centreX = (picture.width() - 1) / 2.0;
        centreY = (picture.height() - 1) / 2.0;
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
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        for (int i = 0; i < picture.height(); i++) {
            double y = i - centreY - pose.down();
            for (int j = 0; j < picture.width(); j++) {
                double x = j - centreX - pose.right();
                double sourceX = centreX + cos * x - sin * y;
                double sourceY = centreY + sin * x + cos * y;
                sight.see((i * picture.width() + j) * picture.channels(), x, y, sourceX, sourceY);
            }
        }
    }

    /** Writes the posed picture; both stand somewhere in their arrays. */
    void render(Pose pose, float[] original, int from, float[] into, int at) {
        look(pose, (first, x, y, sourceX, sourceY) -> {
            int left = (int) Math.floor(sourceX);
            int top = (int) Math.floor(sourceY);
            double right = sourceX - left;
            double below = sourceY - top;
            for (int k = 0; k < picture.channels(); k++) {
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
     * @param gradient by the values of the posed picture
     * @param slopes takes the derivatives by degrees, right and down
     */
    void slopes(Pose pose, float[] original, int from, float[] gradient, int at, double[] slopes) {
        double angle = Math.toRadians(pose.degrees());
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
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
            for (int k = 0; k < picture.channels(); k++) {
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
        boolean inside = row >= 0 && row < picture.height() && column >= 0 && column < picture.width();
        return inside ? original[from + (row * picture.width() + column) * picture.channels() + channel] : 0;
    }
}
