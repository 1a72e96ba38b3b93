package io.gauntlet.plugins.transformations;

import io.gauntlet.api.RowDraws;

/** {@code y = clip(x + noise)} to [0,1], with independent noise for each value. */
final class GaussianNoiseStage extends RowwiseStage {
    private final float sigma;
    private final float[] noise;

    GaussianNoiseStage(double sigma, long[] shape) {
        super("gaussian-noise(" + plain(sigma) + ")", shape);
        this.sigma = (float) sigma;
        this.noise = new float[length()];
    }

    @Override
    public boolean randomised() {
        return sigma > 0;
    }

    @Override
    void forwardRow(float[] x, float[] y, RowDraws draws, int row) {
        if (!randomised()) {
            System.arraycopy(x, 0, y, 0, x.length);
            return;
        }
        draws.of(row).fillGaussian(noise, sigma);
        for (int i = 0; i < x.length; i++) {
            y[i] = Math.max(0, Math.min(1, x[i] + noise[i]));
        }
    }

    @Override
    void vjpRow(float[] x, float[] d, RowDraws draws, int row) {
        if (!randomised()) {
            return;
        }
        draws.of(row).fillGaussian(noise, sigma);
        for (int i = 0; i < x.length; i++) {
            float noisy = x[i] + noise[i];
            if (noisy < 0 || noisy > 1) {
                d[i] = 0;
            }
        }
    }
}
