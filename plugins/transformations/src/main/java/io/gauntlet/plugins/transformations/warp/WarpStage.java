package io.gauntlet.plugins.transformations.warp;

import java.util.Arrays;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.model.RowwiseStage;
import io.gauntlet.plugins.transformations.stage.PictureShape;

/**
 * Moves the pixels of pictures along a map. An output pixel is the bilinear mixture of the four input pixels around the
 * point it comes from. For a given map this is linear, so that the derivative is the transposed mixture.
 */
final class WarpStage extends RowwiseStage {
    private static final int TAPS = 4;

    private final WarpMap map;
    private final Outside outside;
    private final PictureShape shape;
    private final double[] gathered;
    private final double[] matrix = new double[9];

    /** For each output pixel, where its four taps begin in the input, and their weights; weight 0 for outside. */
    private final int[] at;

    private final double[] weight;

    WarpStage(String name, long[] shape, Outside outside, WarpMap map) {
        super(name, shape);
        this.map = map;
        this.outside = outside;
        this.shape = PictureShape.of(name, shape);
        this.gathered = new double[length()];
        this.at = new int[this.shape.pixels() * TAPS];
        this.weight = new double[this.shape.pixels() * TAPS];
        if (!map.randomised()) {
            aim(Seed.of(0).draws());
        }
    }

    @Override
    public boolean randomised() {
        return map.randomised();
    }

    @Override
    protected void forwardRow(float[] x, float[] y, Draws draws) {
        aimAnew(draws);
        int channels = shape.channels();
        for (int pixel = 0; pixel < shape.pixels(); pixel++) {
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
    protected void vjpRow(float[] x, float[] d, Draws draws) {
        aimAnew(draws);
        int channels = shape.channels();
        Arrays.fill(gathered, 0);
        for (int pixel = 0; pixel < shape.pixels(); pixel++) {
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

    private void aimAnew(Draws draws) {
        if (map.randomised()) {
            aim(draws);
        }
    }

    /** Draws the row's map and sets the taps. */
    private void aim(Draws draws) {
        map.draw(matrix, shape, draws);
        double centreY = (shape.height() - 1) / 2.0;
        double centreX = (shape.width() - 1) / 2.0;
        int tap = 0;
        for (int i = 0; i < shape.height(); i++) {
            double y = i - centreY;
            for (int j = 0; j < shape.width(); j++) {
                double x = j - centreX;
                double multiple = matrix[6] * x + matrix[7] * y + matrix[8];
                if (multiple > 0) {
                    double sourceX = centreX + (matrix[0] * x + matrix[1] * y + matrix[2]) / multiple;
                    double sourceY = centreY + (matrix[3] * x + matrix[4] * y + matrix[5]) / multiple;
                    look(tap, within(sourceX, shape.width()), within(sourceY, shape.height()));
                } else {
                    Arrays.fill(at, tap, tap + TAPS, 0);
                    Arrays.fill(weight, tap, tap + TAPS, 0);
                }
                tap += TAPS;
            }
        }
    }

    private double within(double source, int side) {
        return outside == Outside.EDGE ? Math.max(0, Math.min(side - 1.0, source)) : source;
    }

    private void look(int tap, double sourceX, double sourceY) {
        int left = (int) Math.floor(sourceX);
        int top = (int) Math.floor(sourceY);
        double right = sourceX - left;
        double below = sourceY - top;
        set(tap, top, left, (1 - below) * (1 - right));
        set(tap + 1, top, left + 1, (1 - below) * right);
        set(tap + 2, top + 1, left, below * (1 - right));
        set(tap + 3, top + 1, left + 1, below * right);
    }

    private void set(int tap, int y, int x, double w) {
        boolean inside = y >= 0 && y < shape.height() && x >= 0 && x < shape.width();
        at[tap] = inside ? (y * shape.width() + x) * shape.channels() : 0;
        weight[tap] = inside ? w : 0;
    }
}
