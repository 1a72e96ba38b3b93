package io.gauntlet.plugins.defenses.input;

import java.util.Arrays;

import io.gauntlet.api.Draws;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.RowwiseStage;

/**
 * Fills in dropped pixels by total variation minimisation: {@code min_z 1/2 |M (z - x)|^2 + w TV(z)} with M the kept
 * pixels, by the primal-dual algorithm with {@code tau = sigma = 1 / sqrt(8)}, channel by channel.
 */
final class TotalVariationStage extends RowwiseStage {
    /** The discrete gradient's norm is at most the root of 8. */
    private static final float STEP = (float) (1 / Math.sqrt(8));

    private final TotalVariation parameters;
    private final Picture picture;
    private final boolean[] kept;
    private final float[] z;
    private final float[] ahead;
    private final float[] down;
    private final float[] right;

    TotalVariationStage(TotalVariation parameters, long[] shape) {
        super("total-variation(" + parameters.keep() + ", " + parameters.weight() + ")", shape);
        this.parameters = parameters;
        this.picture = Picture.of("total-variation", shape);
        int pixels = picture.height() * picture.width();
        this.kept = new boolean[pixels];
        this.z = new float[pixels];
        this.ahead = new float[pixels];
        this.down = new float[pixels];
        this.right = new float[pixels];
    }

    @Override
    public boolean randomised() {
        return true;
    }

    @Override
    public Derivative declared() {
        return Derivative.STRAIGHT_THROUGH;
    }

    @Override
    protected void forwardRow(float[] x, float[] y, Draws draws) {
        for (int pixel = 0; pixel < kept.length; pixel++) {
            kept[pixel] = draws.uniform() < parameters.keep();
        }
        for (int channel = 0; channel < picture.channels(); channel++) {
            solve(x, channel);
            for (int pixel = 0; pixel < z.length; pixel++) {
                y[pixel * picture.channels() + channel] = Math.max(0, Math.min(1, z[pixel]));
            }
        }
    }

    private void solve(float[] x, int channel) {
        for (int pixel = 0; pixel < z.length; pixel++) {
            z[pixel] = kept[pixel] ? x[pixel * picture.channels() + channel] : 0;
            ahead[pixel] = z[pixel];
        }
        Arrays.fill(down, 0);
        Arrays.fill(right, 0);
        for (int k = 0; k < parameters.iterations(); k++) {
            ascend((float) parameters.weight());
            descend(x, channel);
        }
    }

    /** The dual step: along the gradient of the picture, back to vectors no longer than the weight. */
    private void ascend(float weight) {
        int width = picture.width();
        for (int pixel = 0; pixel < z.length; pixel++) {
            boolean bottom = pixel + width >= z.length;
            boolean edge = pixel % width == width - 1;
            float p = down[pixel] + STEP * (bottom ? 0 : ahead[pixel + width] - ahead[pixel]);
            float q = right[pixel] + STEP * (edge ? 0 : ahead[pixel + 1] - ahead[pixel]);
            float size = (float) Math.sqrt(p * p + q * q);
            float shrink = size > weight ? weight / size : 1;
            down[pixel] = p * shrink;
            right[pixel] = q * shrink;
        }
    }

    /** The primal step: along the divergence, then towards the kept pixels; ahead of it by as much again. */
    private void descend(float[] x, int channel) {
        int width = picture.width();
        for (int pixel = 0; pixel < z.length; pixel++) {
            float divergence = down[pixel]
                    + right[pixel]
                    - (pixel >= width ? down[pixel - width] : 0)
                    - (pixel % width > 0 ? right[pixel - 1] : 0);
            float next = z[pixel] + STEP * divergence;
            if (kept[pixel]) {
                next = (next + STEP * x[pixel * picture.channels() + channel]) / (1 + STEP);
            }
            ahead[pixel] = 2 * next - z[pixel];
            z[pixel] = next;
        }
    }

    @Override
    protected void vjpRow(float[] x, float[] d, Draws draws) {
        // Straight through: d stays as it is.
    }
}
