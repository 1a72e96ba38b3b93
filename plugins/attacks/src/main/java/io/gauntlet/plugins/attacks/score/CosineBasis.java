package io.gauntlet.plugins.attacks.score;

import io.gauntlet.api.Draws;
import io.gauntlet.plugins.attacks.rows.Picture;

/**
 * The waves of the discrete cosine transform, low frequencies first: those in a corner of the table of frequencies in
 * random order, then those in one frame around it after the other, each a quarter as wide as the corner (the order
 * "strided" of the authors' program). Vector {@code (u * width + v) * channels + k} has frequencies u downwards and v to
 * the right, in channel k.
 */
final class CosineBasis implements Basis {
    private static final int FRAMES_A_CORNER = 4;

    private final Picture picture;
    private final double[][] down;
    private final double[][] right;
    private final double low;

    /** @param low the corner's share of the frequencies of each axis */
    CosineBasis(Picture picture, double low) {
        this.picture = picture;
        this.low = low;
        down = waves(picture.height());
        right = waves(picture.width());
    }

    private static double[][] waves(int size) {
        double[][] waves = new double[size][size];
        for (int u = 0; u < size; u++) {
            double scale = Math.sqrt((u == 0 ? 1.0 : 2.0) / size);
            for (int i = 0; i < size; i++) {
                waves[u][i] = scale * Math.cos(Math.PI * (2 * i + 1) * u / (2.0 * size));
            }
        }
        return waves;
    }

    @Override
    public int[] order(Draws draws) {
        int[] random = draws.permutation(picture.length());
        int[] order = new int[random.length];
        int count = 0;
        for (int frame = 0; count < order.length; frame++) {
            for (int vector : random) {
                if (frame(vector) == frame) {
                    order[count++] = vector;
                }
            }
        }
        return order;
    }

    /** 0 for the corner, then the number of the frame around it. */
    private int frame(int vector) {
        int wave = vector / picture.channels();
        return Math.max(
                frame(wave / picture.width(), picture.height()), frame(wave % picture.width(), picture.width()));
    }

    private int frame(int frequency, int size) {
        int corner = (int) Math.max(1, Math.round(low * size));
        int wide = Math.max(1, Math.round((float) corner / FRAMES_A_CORNER));
        return frequency < corner ? 0 : 1 + (frequency - corner) / wide;
    }

    @Override
    public void add(int vector, double amount, float[] x, int at) {
        int channels = picture.channels();
        int wave = vector / channels;
        double[] rows = down[wave / picture.width()];
        double[] columns = right[wave % picture.width()];
        int to = at + vector % channels;
        for (double row : rows) {
            for (double column : columns) {
                x[to] += (float) (amount * row * column);
                to += channels;
            }
        }
    }
}
