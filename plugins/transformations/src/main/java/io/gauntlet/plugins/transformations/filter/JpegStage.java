package io.gauntlet.plugins.transformations.filter;

import java.util.Arrays;

import io.gauntlet.api.Draws;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.RowwiseStage;
import io.gauntlet.plugins.transformations.stage.PictureShape;
import io.gauntlet.plugins.transformations.stage.Range;

/** Compresses pictures as JPEG and decodes them; roundings are passed straight through by the derivative. */
final class JpegStage extends RowwiseStage {
    /** JFIF 1.02: light and the two colours from red, green and blue, each from 0 to 255. */
    private static final double[] FROM_RGB = {
        0.299, 0.587, 0.114, -0.168735892, -0.331264108, 0.5, 0.5, -0.418687589, -0.081312411
    };

    private static final double[] TO_RGB = {1, 0, 1.402, 1, -0.344136286, -0.714136286, 1, 1.772, 0};
    private static final int LEVELS = 255;

    private final Range quality;
    private final boolean halved;
    private final PictureShape shape;
    private final BlockCodec codec = new BlockCodec();
    private final double[][] planes;
    private final double[] coarse;
    private final float[] decoded;

    /** Which values of the planes, then of the picture, were clipped. */
    private final boolean[][] clipped;

    private final boolean[] clippedHere;

    JpegStage(Range quality, boolean halved, long[] sample) {
        super("jpeg(" + quality + ")", sample);
        this.quality = quality;
        this.halved = halved;
        this.shape = PictureShape.of("jpeg", sample);
        if (shape.channels() != 1 && shape.channels() != 3) {
            throw new IllegalArgumentException(
                    "jpeg needs pictures with 1 channel (grey) or 3 (red, green, blue), not " + shape.channels() + ".");
        }
        this.planes = new double[shape.channels()][shape.pixels()];
        this.coarse = new double[((shape.height() + 1) / 2) * ((shape.width() + 1) / 2)];
        this.decoded = new float[length()];
        this.clipped = new boolean[shape.channels()][shape.pixels()];
        this.clippedHere = new boolean[length()];
        codec.quality((int) Math.rint(quality.low()));
    }

    @Override
    public boolean randomised() {
        return quality.random();
    }

    @Override
    public Derivative declared() {
        return Derivative.STRAIGHT_THROUGH;
    }

    @Override
    protected void forwardRow(float[] x, float[] y, Draws draws) {
        if (quality.random()) {
            codec.quality((int) Math.rint(quality.draw(draws)));
        }
        split(x);
        for (int c = 0; c < planes.length; c++) {
            if (c > 0 && halved) {
                halve(planes[c], true);
                codec.pass(coarse, (shape.height() + 1) / 2, (shape.width() + 1) / 2, true);
                repeat(planes[c]);
            } else {
                codec.pass(planes[c], shape.height(), shape.width(), c > 0);
            }
            clip(c);
        }
        join(y);
    }

    /** Light and colours of the picture's bytes, rounded to bytes themselves. */
    private void split(float[] x) {
        int channels = planes.length;
        for (int pixel = 0; pixel < shape.pixels(); pixel++) {
            for (int c = 0; c < channels; c++) {
                planes[c][pixel] = Math.round(x[pixel * channels + c] * LEVELS);
            }
            if (channels == 3) {
                mix(FROM_RGB, pixel);
                for (int c = 0; c < channels; c++) {
                    planes[c][pixel] = Math.rint(planes[c][pixel] + (c == 0 ? 0 : 128));
                }
            }
        }
    }

    private void clip(int c) {
        double[] plane = planes[c];
        for (int pixel = 0; pixel < plane.length; pixel++) {
            clipped[c][pixel] = plane[pixel] < 0 || plane[pixel] > LEVELS;
            plane[pixel] = Math.rint(Math.max(0, Math.min(LEVELS, plane[pixel])));
        }
    }

    private void join(float[] y) {
        int channels = planes.length;
        for (int pixel = 0; pixel < shape.pixels(); pixel++) {
            if (channels == 3) {
                planes[1][pixel] -= 128;
                planes[2][pixel] -= 128;
                mix(TO_RGB, pixel);
            }
            for (int c = 0; c < channels; c++) {
                double value = planes[c][pixel];
                clippedHere[pixel * channels + c] = value < 0 || value > LEVELS;
                y[pixel * channels + c] = (float) (Math.rint(Math.max(0, Math.min(LEVELS, value))) / LEVELS);
            }
        }
    }

    /** Every rounding counts as if it were not there; the scaling to bytes and back cancels. */
    @Override
    protected void vjpRow(float[] x, float[] d, Draws draws) {
        forwardRow(x, decoded, draws);
        int channels = planes.length;
        for (int pixel = 0; pixel < shape.pixels(); pixel++) {
            for (int c = 0; c < channels; c++) {
                int i = pixel * channels + c;
                planes[c][pixel] = clippedHere[i] ? 0 : d[i];
            }
            if (channels == 3) {
                mixTransposed(TO_RGB, pixel);
            }
            for (int c = 0; c < channels; c++) {
                planes[c][pixel] = clipped[c][pixel] ? 0 : planes[c][pixel];
            }
        }
        if (channels == 3 && halved) {
            for (int c = 1; c < channels; c++) {
                // Averaging and repeating are each other's transpose up to the number of pixels averaged.
                halve(planes[c], false);
                spread(planes[c]);
            }
        }
        for (int pixel = 0; pixel < shape.pixels(); pixel++) {
            if (channels == 3) {
                mixTransposed(FROM_RGB, pixel);
            }
            for (int c = 0; c < channels; c++) {
                d[pixel * channels + c] = (float) planes[c][pixel];
            }
        }
    }

    private void mix(double[] matrix, int pixel) {
        combine(matrix, pixel, 3, 1);
    }

    private void mixTransposed(double[] matrix, int pixel) {
        combine(matrix, pixel, 1, 3);
    }

    private void combine(double[] matrix, int pixel, int row, int column) {
        double a = planes[0][pixel];
        double b = planes[1][pixel];
        double c = planes[2][pixel];
        for (int k = 0; k < 3; k++) {
            planes[k][pixel] = matrix[k * row] * a + matrix[k * row + column] * b + matrix[k * row + 2 * column] * c;
        }
    }

    /** Sums, or rounded means, of two by two pixels into the coarse plane; those at an odd edge have fewer. */
    private void halve(double[] plane, boolean mean) {
        Arrays.fill(coarse, 0);
        for (int pixel = 0; pixel < plane.length; pixel++) {
            coarse[coarse(pixel)] += mean ? plane[pixel] / averaged(pixel) : plane[pixel];
        }
        for (int i = 0; mean && i < coarse.length; i++) {
            coarse[i] = Math.rint(coarse[i]);
        }
    }

    private void repeat(double[] plane) {
        for (int pixel = 0; pixel < plane.length; pixel++) {
            plane[pixel] = coarse[coarse(pixel)];
        }
    }

    private void spread(double[] plane) {
        for (int pixel = 0; pixel < plane.length; pixel++) {
            plane[pixel] = coarse[coarse(pixel)] / averaged(pixel);
        }
    }

    private int coarse(int pixel) {
        int y = pixel / shape.width() / 2;
        int x = pixel % shape.width() / 2;
        return y * ((shape.width() + 1) / 2) + x;
    }

    /** How many pixels share a pixel's colour. */
    private int averaged(int pixel) {
        int top = pixel / shape.width() / 2 * 2;
        int left = pixel % shape.width() / 2 * 2;
        return Math.min(2, shape.height() - top) * Math.min(2, shape.width() - left);
    }
}
