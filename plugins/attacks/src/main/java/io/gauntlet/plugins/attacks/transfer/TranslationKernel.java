package io.gauntlet.plugins.attacks.transfer;

/**
 * Convolves gradients of pictures with a Gaussian, which stands for the mean gradient over shifted pictures (Dong et al.
 * 2019, equation 8). The kernel reaches three standard deviations; nothing lies beyond the picture's edges.
 */
final class TranslationKernel {
    private static final double REACH = 3;

    private final int height;
    private final int width;
    private final int channels;
    private final float[] weights;
    private final float[] half;

    /**
     * For pictures of one shape.
     *
     * @param size of the kernel in pixels, odd; 1 changes nothing
     * @param shape height, width, channels; samples of another rank are left as they are
     */
    TranslationKernel(int size, long... shape) {
        boolean picture = shape.length == 3;
        height = picture ? (int) shape[0] : 0;
        width = picture ? (int) shape[1] : 0;
        channels = picture ? (int) shape[2] : 0;
        half = new float[height * width * channels];
        weights = picture ? gaussian(size) : new float[] {1};
    }

    private static float[] gaussian(int size) {
        double[] values = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double place = size == 1 ? 0 : REACH * (2.0 * i / (size - 1) - 1);
            values[i] = Math.exp(-0.5 * place * place);
            sum += values[i];
        }
        float[] weights = new float[size];
        for (int i = 0; i < size; i++) {
            weights[i] = (float) (values[i] / sum);
        }
        return weights;
    }

    /** Convolves the picture from {@code at} on, in place. */
    void apply(float[] values, int at) {
        if (weights.length == 1) {
            return;
        }
        for (int y = 0; y < height; y++) {
            for (int c = 0; c < channels; c++) {
                int line = y * width * channels + c;
                convolve(values, at + line, half, line, width, channels);
            }
        }
        for (int x = 0; x < width * channels; x++) {
            convolve(half, x, values, at + x, height, width * channels);
        }
    }

    private void convolve(float[] from, int fromAt, float[] into, int intoAt, int length, int stride) {
        int radius = weights.length / 2;
        for (int i = 0; i < length; i++) {
            float sum = 0;
            int first = Math.max(0, i - radius);
            int last = Math.min(length - 1, i + radius);
            for (int j = first; j <= last; j++) {
                sum += weights[j - i + radius] * from[fromAt + j * stride];
            }
            into[intoAt + i * stride] = sum;
        }
    }
}
