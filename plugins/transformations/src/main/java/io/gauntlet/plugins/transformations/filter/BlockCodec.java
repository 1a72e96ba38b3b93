package io.gauntlet.plugins.transformations.filter;

/**
 * What JPEG loses of one plane: blocks of 8 x 8 values are transformed by cosines, the coefficients rounded to multiples
 * of the table's entries, and transformed back (ITU-T T.81, annex A.3). Planes are filled up to whole blocks by
 * repeating their last line and column.
 */
final class BlockCodec {
    private static final int SIDE = 8;
    private static final int VALUES = SIDE * SIDE;

    /** T.81, table K.1. */
    private static final int[] LUMINANCE = {
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29,
        51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121,
        120, 101, 72, 92, 95, 98, 112, 100, 103, 99
    };

    /** T.81, table K.2. */
    private static final int[] CHROMINANCE = {
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99
    };

    /** {@code COSINES[u * 8 + x]}: an orthonormal matrix. */
    private static final double[] COSINES = cosines();

    private final double[] block = new double[VALUES];
    private final double[] half = new double[VALUES];
    private final int[] luminance = new int[VALUES];
    private final int[] chrominance = new int[VALUES];

    private static double[] cosines() {
        double[] cosines = new double[VALUES];
        for (int u = 0; u < SIDE; u++) {
            for (int x = 0; x < SIDE; x++) {
                double scale = Math.sqrt((u == 0 ? 1.0 : 2.0) / SIDE);
                cosines[u * SIDE + x] = scale * Math.cos((2 * x + 1) * u * Math.PI / (2 * SIDE));
            }
        }
        return cosines;
    }

    /** Scales the tables by a quality from 1 to 100, as the Independent JPEG Group's encoder does. */
    void quality(int quality) {
        int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        for (int i = 0; i < VALUES; i++) {
            luminance[i] = scaled(LUMINANCE[i], percent);
            chrominance[i] = scaled(CHROMINANCE[i], percent);
        }
    }

    private static int scaled(int entry, int percent) {
        return Math.max(1, Math.min(255, (entry * percent + 50) / 100));
    }

    /**
     * Compresses and decodes a plane in place; its values are from 0 to 255 and come back unclipped and not rounded.
     *
     * @param colour whether it holds colour rather than light
     */
    void pass(double[] plane, int height, int width, boolean colour) {
        int[] table = colour ? chrominance : luminance;
        for (int top = 0; top < height; top += SIDE) {
            for (int left = 0; left < width; left += SIDE) {
                for (int i = 0; i < VALUES; i++) {
                    int y = Math.min(height - 1, top + i / SIDE);
                    int x = Math.min(width - 1, left + i % SIDE);
                    block[i] = plane[y * width + x] - 128;
                }
                transform(false);
                for (int i = 0; i < VALUES; i++) {
                    block[i] = Math.rint(block[i] / table[i]) * table[i];
                }
                transform(true);
                int rows = Math.min(SIDE, height - top);
                int columns = Math.min(SIDE, width - left);
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < columns; j++) {
                        plane[(top + i) * width + left + j] = block[i * SIDE + j] + 128;
                    }
                }
            }
        }
    }

    /** C block C', or back: C' block C. */
    private void transform(boolean back) {
        multiply(block, half, back);
        multiply(half, block, back);
    }

    /** {@code out = (C in)'}, so that doing it twice transforms both directions. */
    private static void multiply(double[] in, double[] out, boolean back) {
        for (int u = 0; u < SIDE; u++) {
            for (int column = 0; column < SIDE; column++) {
                double sum = 0;
                for (int x = 0; x < SIDE; x++) {
                    sum += COSINES[back ? x * SIDE + u : u * SIDE + x] * in[x * SIDE + column];
                }
                out[column * SIDE + u] = sum;
            }
        }
    }
}
