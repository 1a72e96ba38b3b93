package io.gauntlet.engine.plan;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Memory;

/**
 * A batch normalisation in evaluation, multiplied into the linear map before it:
 * {@code w' = w s} and {@code b' = (b - mean) s + shift} for each output channel, with
 * {@code s = scale / sqrt(variance + epsilon)}.
 */
final class FoldedWeights {
    private final INDArray weights;
    private final @Nullable INDArray bias;
    private final Normalisation normalisation;
    private final INDArray folded;
    private final INDArray foldedBias;
    private final float[] w;
    private final float[] b;

    FoldedWeights(Arrays arrays, INDArray weights, @Nullable INDArray bias, Normalisation normalisation) {
        this.weights = weights;
        this.bias = bias;
        this.normalisation = normalisation;
        folded = arrays.like(weights);
        foldedBias = arrays.zeros(weights.size(weights.rank() - 1));
        w = new float[(int) weights.length()];
        b = new float[(int) foldedBias.length()];
        refresh();
    }

    /** What the linear map computes with. */
    Weights weights() {
        return new Weights(folded, foldedBias, null, null);
    }

    /** Follows changed parameters. */
    void refresh() {
        Memory.read(weights, 0, w, 0, w.length);
        if (bias != null) {
            Memory.read(bias, 0, b, 0, b.length);
        } else {
            java.util.Arrays.fill(b, 0f);
        }
        int channels = b.length;
        float[] factors = new float[channels];
        float[] terms = new float[channels];
        normalisation.read(factors, terms);
        for (int i = 0; i < w.length; i += channels) {
            for (int c = 0; c < channels; c++) {
                w[i + c] *= factors[c];
            }
        }
        for (int c = 0; c < channels; c++) {
            b[c] = b[c] * factors[c] + terms[c];
        }
        Memory.write(w, 0, folded, 0, w.length);
        Memory.write(b, 0, foldedBias, 0, b.length);
    }
}
