package io.gauntlet.plugins.defenses.training;

import java.util.List;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Floats;
import io.gauntlet.api.defense.AfterUpdate;
import io.gauntlet.api.defense.LayerWeights;

/**
 * Pulls the weights of each layer, as a matrix of outputs by inputs, towards orthonormal rows (or columns, where there
 * are fewer inputs): {@code W = (1 + beta) W - beta W W'W}, Cisse et al. 2017, equation 8. A singular value s becomes
 * {@code s (1 + beta (1 - s^2))}, so that those near 1 come nearer. The first time it goes on until they are there.
 */
final class Retraction implements AfterUpdate {
    /** From weights scaled to norm 1 the smallest singular value grows by half each time, and at last quadratically. */
    private static final int AT_FIRST = 60;
    /** The fastest: one step of Newton and Schulz towards the orthonormal matrix that is nearest. */
    private static final double FASTEST = 0.5;

    private final double beta;
    private final boolean last;

    /**
     * @param beta in (0, 0.5]
     * @param last whether the layer that makes the logits is bound too
     */
    Retraction(double beta, boolean last) {
        this.beta = beta;
        this.last = last;
    }

    @Override
    public void apply(long update, List<LayerWeights> layers) {
        for (LayerWeights layer : last ? layers : layers.subList(0, layers.size() - 1)) {
            float[] values = layer.values();
            if (update == 0) {
                normalise(values);
            }
            retract(values, (int) layer.shape()[layer.shape().length - 1], update == 0);
        }
    }

    /** Gives the matrix the Frobenius norm 1, so that no singular value exceeds 1. */
    private static void normalise(float[] values) {
        double square = 0;
        for (float value : values) {
            square += (double) value * value;
        }
        double norm = Math.sqrt(square);
        if (norm > 0) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (values[i] / norm);
            }
        }
    }

    /** The matrix lies as [inputs, outputs], whose singular values are the same. */
    private void retract(float[] values, int outputs, boolean first) {
        int inputs = values.length / outputs;
        int small = Math.min(inputs, outputs);
        double rate = first ? FASTEST : beta;
        try (INDArray w = Nd4j.create(DataType.FLOAT, inputs, outputs);
                INDArray square = Nd4j.create(DataType.FLOAT, small, small);
                INDArray cube = Nd4j.create(DataType.FLOAT, inputs, outputs)) {
            float[] step = new float[values.length];
            for (int k = 0; k < (first ? AT_FIRST : 1); k++) {
                Floats.put(values, w);
                if (inputs >= outputs) {
                    Nd4j.matmul(w, w, square, true, false, false);
                    Nd4j.matmul(w, square, cube, false, false, false);
                } else {
                    Nd4j.matmul(w, w, square, false, true, false);
                    Nd4j.matmul(square, w, cube, false, false, false);
                }
                Floats.get(cube, step);
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) ((1 + rate) * values[i] - rate * step[i]);
                }
            }
        }
    }
}
