package io.gauntlet.engine.plan;

import java.util.Arrays;

/**
 * Sums over all but the last axis. Several rows are added at once, so that the loops are long enough for vector
 * instructions however few channels there are, and the partial sums are folded into double precision often.
 */
final class ChannelSums {
    private static final int WIDTH = 512;
    private static final int FOLD_EVERY = 64;

    private final int channels;
    private final float[] partial;

    ChannelSums(int channels) {
        this.channels = channels;
        partial = new float[channels * Math.max(1, WIDTH / channels)];
    }

    /** How many values are treated together: a multiple of the channels. */
    int width() {
        return partial.length;
    }

    /** One value for each channel, repeated to the {@link #width}. */
    void repeat(double[] values, float[] wide) {
        for (int i = 0; i < wide.length; i++) {
            wide[i] = (float) values[i % channels];
        }
    }

    /** The sum of the first {@code length} values of each channel. */
    void sum(float[] x, int length, double[] into) {
        Arrays.fill(into, 0);
        int chunks = 0;
        for (int at = 0; at < length; at += partial.length) {
            int n = Math.min(partial.length, length - at);
            for (int i = 0; i < n; i++) {
                partial[i] += x[at + i];
            }
            chunks = fold(chunks, into);
        }
        foldRest(into);
    }

    /** The sum of the squared distances from a {@link #repeat repeated} mean. */
    void squares(float[] x, int length, float[] mean, double[] into) {
        Arrays.fill(into, 0);
        int chunks = 0;
        for (int at = 0; at < length; at += partial.length) {
            int n = Math.min(partial.length, length - at);
            for (int i = 0; i < n; i++) {
                float distance = x[at + i] - mean[i];
                partial[i] += distance * distance;
            }
            chunks = fold(chunks, into);
        }
        foldRest(into);
    }

    /** The sum of the products of y with the distances of x from a repeated mean. */
    void products(float[] x, float[] y, int length, float[] mean, double[] into) {
        Arrays.fill(into, 0);
        int chunks = 0;
        for (int at = 0; at < length; at += partial.length) {
            int n = Math.min(partial.length, length - at);
            for (int i = 0; i < n; i++) {
                partial[i] += (x[at + i] - mean[i]) * y[at + i];
            }
            chunks = fold(chunks, into);
        }
        foldRest(into);
    }

    private int fold(int chunks, double[] into) {
        if (chunks + 1 < FOLD_EVERY) {
            return chunks + 1;
        }
        foldRest(into);
        return 0;
    }

    private void foldRest(double[] into) {
        for (int i = 0; i < partial.length; i += channels) {
            for (int c = 0; c < channels; c++) {
                into[c] += partial[i + c];
            }
        }
        Arrays.fill(partial, 0f);
    }
}
