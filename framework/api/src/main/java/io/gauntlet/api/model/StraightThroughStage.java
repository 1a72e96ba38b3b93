package io.gauntlet.api.model;

import io.gauntlet.api.Draws;

/**
 * A rowwise stage without draws and without a useful derivative of its own, such as rounding: derivatives pass as if it
 * changed nothing (Athalye, Carlini, Wagner: Obfuscated Gradients Give a False Sense of Security, ICML 2018, section 4.1.1).
 */
public abstract class StraightThroughStage extends RowwiseStage {
    /** For samples of a shape. @throws IllegalArgumentException when they have no values */
    protected StraightThroughStage(String name, long[] shape) {
        super(name, shape);
    }

    /** Computes one row: the values of one sample, channels last, all of {@code y} written. */
    protected abstract void forwardRow(float[] x, float[] y);

    @Override
    protected final void forwardRow(float[] x, float[] y, Draws draws) {
        forwardRow(x, y);
    }

    @Override
    protected final void vjpRow(float[] x, float[] d, Draws draws) {
        // As if nothing were changed.
    }

    @Override
    public final boolean randomised() {
        return false;
    }

    @Override
    public final Derivative declared() {
        return Derivative.STRAIGHT_THROUGH;
    }
}
