package io.gauntlet.plugins.defenses.detector;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.Detector;

/** The squared Mahalanobis distance of logits from the nearest class's mean. */
final class MahalanobisDetector implements Detector {
    private final int classes;
    private final float[] means;
    private final float[] precision;
    private final float threshold;
    private final double[] difference;
    private final double[] product;

    MahalanobisDetector(INDArray means, INDArray precision, float threshold) {
        this.classes = Math.toIntExact(means.size(0));
        this.means = Floats.values(means);
        this.precision = Floats.values(precision);
        this.threshold = threshold;
        this.difference = new double[classes];
        this.product = new double[classes];
    }

    @Override
    public float threshold() {
        return threshold;
    }

    /** The squared distance from a class; leaves half its derivative in {@link #product}. */
    private double distance(float[] logits, int at, int to) {
        for (int c = 0; c < classes; c++) {
            difference[c] = logits[at + c] - (double) means[to * classes + c];
        }
        double sum = 0;
        for (int a = 0; a < classes; a++) {
            product[a] = 0;
            for (int b = 0; b < classes; b++) {
                product[a] += precision[a * classes + b] * difference[b];
            }
            sum += product[a] * difference[a];
        }
        return sum;
    }

    private int nearest(float[] logits, int at) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int to = 0; to < classes; to++) {
            double distance = distance(logits, at, to);
            if (distance < least) {
                least = distance;
                nearest = to;
            }
        }
        return nearest;
    }

    @Override
    public float[] score(INDArray x, INDArray logits, RowDraws draws) {
        float[] values = Floats.values(logits);
        float[] scores = new float[values.length / classes];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) distance(values, i * classes, nearest(values, i * classes));
        }
        return scores;
    }

    /** The score depends on the logits alone. */
    @Override
    public INDArray vjp(INDArray x, INDArray logits, float[] weights, RowDraws draws) {
        return Nd4j.create(DataType.FLOAT, x.shape(), 'c');
    }

    @Override
    public INDArray vjpLogits(INDArray x, INDArray logits, float[] weights, RowDraws draws) {
        float[] values = Floats.values(logits);
        float[] back = new float[values.length];
        for (int i = 0; i < weights.length; i++) {
            distance(values, i * classes, nearest(values, i * classes));
            for (int c = 0; c < classes; c++) {
                back[i * classes + c] = (float) (2 * weights[i] * product[c]);
            }
        }
        return Floats.array(back, logits.shape());
    }
}
