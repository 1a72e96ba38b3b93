package io.gauntlet.plugins.transformations;

import java.util.Arrays;

import io.gauntlet.api.RowDraws;

/**
 * Rotates pictures about their centre, counter-clockwise as seen for positive angles. An output pixel is the bilinear
 * mixture of the four input pixels around the point it comes from; pixels outside the picture count as 0. The map is
 * linear, so its derivative is the transposed mixture.
 */
final class RotationStage extends RowwiseStage {
    private static final int TAPS = 4;

    private final double degrees;
    private final int height;
    private final int width;
    private final int channels;
    private final double[] gathered;

    /** For each output pixel, where its four taps begin in the input, and their weights; weight 0 for outside. */
    private final int[] at;

    private final double[] weight;

    RotationStage(double degrees, long[] shape) {
        super("rotate(" + plain(degrees) + ")", shape);
        if (shape.length != 3) {
            throw new IllegalArgumentException(
                    name() + " needs pictures of shape height x width x channels, not " + Arrays.toString(shape) + ".");
        }
        this.degrees = degrees;
        this.height = (int) shape[0];
        this.width = (int) shape[1];
        this.channels = (int) shape[2];
        this.gathered = new double[length()];
        this.at = new int[height * width * TAPS];
        this.weight = new double[height * width * TAPS];
    }

    @Override
    public boolean randomised() {
        return degrees > 0;
    }

    @Override
    void forwardRow(float[] x, float[] y, RowDraws draws, int row) {
        aim(draws, row);
        for (int pixel = 0; pixel < height * width; pixel++) {
            int tap = pixel * TAPS;
            for (int c = 0; c < channels; c++) {
                // In double, a mixture of values in [0,1] cannot round to a float outside of [0,1].
                y[pixel * channels + c] = (float) (weight[tap] * x[at[tap] + c]
                        + weight[tap + 1] * x[at[tap + 1] + c]
                        + weight[tap + 2] * x[at[tap + 2] + c]
                        + weight[tap + 3] * x[at[tap + 3] + c]);
            }
        }
    }

    @Override
    void vjpRow(float[] x, float[] d, RowDraws draws, int row) {
        aim(draws, row);
        Arrays.fill(gathered, 0);
        for (int pixel = 0; pixel < height * width; pixel++) {
            for (int c = 0; c < channels; c++) {
                float above = d[pixel * channels + c];
                for (int tap = pixel * TAPS; tap < (pixel + 1) * TAPS; tap++) {
                    gathered[at[tap] + c] += weight[tap] * above;
                }
            }
        }
        for (int i = 0; i < d.length; i++) {
            d[i] = (float) gathered[i];
        }
    }

    /** Draws the row's angle and sets the taps. */
    private void aim(RowDraws draws, int row) {
        double angle = randomised() ? Math.toRadians(draws.of(row).uniform(-degrees, degrees)) : 0;
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double centreY = (height - 1) / 2.0;
        double centreX = (width - 1) / 2.0;
        int tap = 0;
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                double sourceX = centreX + cos * (j - centreX) - sin * (i - centreY);
                double sourceY = centreY + sin * (j - centreX) + cos * (i - centreY);
                int left = (int) Math.floor(sourceX);
                int top = (int) Math.floor(sourceY);
                double right = sourceX - left;
                double below = sourceY - top;
                set(tap, top, left, (1 - below) * (1 - right));
                set(tap + 1, top, left + 1, (1 - below) * right);
                set(tap + 2, top + 1, left, below * (1 - right));
                set(tap + 3, top + 1, left + 1, below * right);
                tap += TAPS;
            }
        }
    }

    private void set(int tap, int y, int x, double w) {
        boolean inside = y >= 0 && y < height && x >= 0 && x < width;
        at[tap] = inside ? (y * width + x) * channels : 0;
        weight[tap] = inside ? w : 0;
    }
}
