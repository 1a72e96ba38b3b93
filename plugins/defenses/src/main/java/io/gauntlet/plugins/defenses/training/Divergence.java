package io.gauntlet.plugins.defenses.training;

import io.gauntlet.plugins.defenses.around.Softmax;

/**
 * {@code sum p log(p / q)} of the probabilities p at one input and q at another, and its derivatives by the logits of
 * both.
 */
final class Divergence {
    private final double[] p;
    private final double[] q;
    private final double[] ratio;
    private final double value;

    Divergence(float[] ofLogits, float[] fromLogits) {
        double[] logP = Softmax.logarithms(ofLogits);
        double[] logQ = Softmax.logarithms(fromLogits);
        p = Softmax.exponentials(logP);
        q = Softmax.exponentials(logQ);
        ratio = new double[p.length];
        double sum = 0;
        for (int c = 0; c < p.length; c++) {
            ratio[c] = logP[c] - logQ[c];
            sum += p[c] * ratio[c];
        }
        value = sum;
    }

    double value() {
        return value;
    }

    /** The probability of a class at the first input. */
    double probability(int label) {
        return p[label];
    }

    /** Adds the derivative by the first input's logits, times a factor. */
    void addFirst(double factor, float[] gradient) {
        for (int c = 0; c < p.length; c++) {
            gradient[c] += (float) (factor * p[c] * (ratio[c] - value));
        }
    }

    /** Adds the derivative by the second input's logits, times a factor. */
    void addSecond(double factor, float[] gradient) {
        for (int c = 0; c < p.length; c++) {
            gradient[c] += (float) (factor * (q[c] - p[c]));
        }
    }
}
