package io.gauntlet.engine.plan;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Memory;

/** Weights rearranged for another convolution: each value is one of the original ones, or zero. */
final class DerivedWeights {
    private final INDArray original;
    private final INDArray derived;
    private final int[] source;
    private final float[] from;
    private final float[] to;

    /** @param source for each derived value the place of the original one, or -1 for zero */
    DerivedWeights(INDArray original, INDArray derived, int[] source) {
        this.original = original;
        this.derived = derived;
        this.source = source;
        from = new float[(int) original.length()];
        to = new float[source.length];
    }

    void refresh() {
        Memory.read(original, 0, from, 0, from.length);
        for (int i = 0; i < to.length; i++) {
            to[i] = source[i] < 0 ? 0 : from[source[i]];
        }
        Memory.write(to, 0, derived, 0, to.length);
    }
}
