package io.gauntlet.plugins.transformations.stage;

import io.gauntlet.api.Draws;
import io.gauntlet.api.model.RowwiseStage;

/**
 * A change followed by clipping to [0,1]. The derivative is exact: that of the change where nothing was clipped, 0
 * elsewhere.
 */
public abstract class ClippedStage extends RowwiseStage {
    private final float[] changed;

    /** For samples of a shape. */
    protected ClippedStage(String name, long[] shape) {
        super(name, shape);
        this.changed = new float[length()];
    }

    /** Draws what the next {@link #change} and {@link #back} work with; only asked of randomised stages. */
    protected abstract void draw(Draws draws);

    /** Computes one row, not yet clipped. */
    protected abstract void change(float[] x, float[] y);

    /** Turns the derivative by the row's change into that by {@code x}, in place. */
    protected abstract void back(float[] x, float[] d);

    @Override
    protected final void forwardRow(float[] x, float[] y, Draws draws) {
        prepare(draws);
        change(x, y);
        for (int i = 0; i < y.length; i++) {
            y[i] = Math.max(0, Math.min(1, y[i]));
        }
    }

    @Override
    protected final void vjpRow(float[] x, float[] d, Draws draws) {
        prepare(draws);
        change(x, changed);
        for (int i = 0; i < d.length; i++) {
            if (changed[i] < 0 || changed[i] > 1) {
                d[i] = 0;
            }
        }
        back(x, d);
    }

    private void prepare(Draws draws) {
        if (randomised()) {
            draw(draws);
        }
    }
}
