package io.gauntlet.plugins.attacks.canary;

/** Convolution of pictures with a Gaussian, cut off at four standard deviations; pictures are mirrored at their edges. */
final class GaussianFilter {
    private static final double CUT = 4;

    private final int height;
    private final int width;
    private final int channels;
    private final float[] half;

    GaussianFilter(int height, int width, int channels) {
        this.height = height;
        this.width = width;
        this.channels = channels;
        half = new float[height * width * channels];
    }

    /**
     * Filters one picture, {@code height x width x channels}.
     *
     * @param from holds it from {@code at} on
     * @param into takes the result from {@code at} on
     * @param sigma the standard deviation in pixels
     */
    void apply(float[] from, float[] into, int at, double sigma) {
        double[] weights = weights(sigma);
        for (int y = 0; y < height; y++) {
            int line = y * width * channels;
            for (int c = 0; c < channels; c++) {
                filter(from, at + line + c, half, line + c, width, channels, weights);
            }
        }
        for (int x = 0; x < width; x++) {
            for (int c = 0; c < channels; c++) {
                int column = x * channels + c;
                filter(half, column, into, at + column, height, width * channels, weights);
            }
        }
        for (int i = at; i < at + half.length; i++) {
            into[i] = Math.min(1f, Math.max(0f, into[i]));
        }
    }

    private static double[] weights(double sigma) {
        int radius = (int) (CUT * sigma + 0.5);
        double[] weights = new double[radius + 1];
        double sum = 0;
        for (int d = 0; d <= radius; d++) {
            weights[d] = d == 0 ? 1 : Math.exp(-0.5 * d * d / (sigma * sigma));
            sum += d == 0 ? weights[d] : 2 * weights[d];
        }
        for (int d = 0; d <= radius; d++) {
            weights[d] /= sum;
        }
        return weights;
    }

    private static void filter(
            float[] from, int fromAt, float[] into, int intoAt, int length, int stride, double[] weights) {
        for (int i = 0; i < length; i++) {
            double sum = weights[0] * from[fromAt + i * stride];
            for (int d = 1; d < weights.length; d++) {
                double both = (double) from[fromAt + mirrored(i - d, length) * stride]
                        + from[fromAt + mirrored(i + d, length) * stride];
                sum += weights[d] * both;
            }
            into[intoAt + i * stride] = (float) sum;
        }
    }

    /** ... b a | a b c | c b a | a b ... */
    private static int mirrored(int i, int length) {
        int place = Math.floorMod(i, 2 * length);
        return place < length ? place : 2 * length - 1 - place;
    }
}
