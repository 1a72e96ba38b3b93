package io.gauntlet.plugins.defenses.training;

import io.gauntlet.api.defense.Objective;
import io.gauntlet.plugins.defenses.around.Softmax;

/**
 * Wang et al. 2020, equation 11: boosted cross-entropy of the adversarial image plus lambda times the divergence from
 * the natural one, weighted by how unsure the network is of the natural image.
 */
final class MartObjective implements Objective {
    /** Keeps the logarithm of 1 - p finite, as the authors' code does. */
    private static final double ABOVE_ONE = 1.0001;

    private final double lambda;

    MartObjective(double lambda) {
        this.lambda = lambda;
    }

    @Override
    public int inputs() {
        return 2;
    }

    @Override
    public double apply(float[][] logits, float[] target, int label, float[][] gradient) {
        double loss = boosted(logits[1], label, gradient[1]);
        Divergence divergence = new Divergence(logits[0], logits[1]);
        double unsure = 1 - divergence.probability(label);
        divergence.addFirst(lambda * unsure, gradient[0]);
        divergence.addSecond(lambda * unsure, gradient[1]);
        // The weight learns too.
        double[] natural = Softmax.exponentials(Softmax.logarithms(logits[0]));
        for (int c = 0; c < natural.length; c++) {
            double slope = natural[label] * ((c == label ? 1 : 0) - natural[c]);
            gradient[0][c] -= (float) (lambda * divergence.value() * slope);
        }
        return loss + lambda * unsure * divergence.value();
    }

    /** {@code -log p(label) - log(1 - p(strongest wrong class))}: equation 8. */
    private static double boosted(float[] logits, int label, float[] gradient) {
        double[] logarithms = Softmax.logarithms(logits);
        double[] p = Softmax.exponentials(logarithms);
        int wrong = label == 0 ? 1 : 0;
        for (int c = 0; c < p.length; c++) {
            wrong = c != label && p[c] > p[wrong] ? c : wrong;
        }
        double room = ABOVE_ONE - p[wrong];
        double slope = p[wrong] / room;
        for (int c = 0; c < p.length; c++) {
            gradient[c] += (float) (p[c] - (c == label ? 1 : 0) + slope * ((c == wrong ? 1 : 0) - p[c]));
        }
        return -logarithms[label] - Math.log(room);
    }
}
