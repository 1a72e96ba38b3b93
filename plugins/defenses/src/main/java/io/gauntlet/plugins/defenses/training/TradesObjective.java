package io.gauntlet.plugins.defenses.training;

import io.gauntlet.api.defense.Objective;

/** Zhang et al. 2019, equation 5: cross-entropy of the natural image plus beta times the divergence from its neighbour. */
final class TradesObjective implements Objective {
    private final double beta;

    TradesObjective(double beta) {
        this.beta = beta;
    }

    @Override
    public int inputs() {
        return 2;
    }

    @Override
    public double apply(float[][] logits, float[] target, int label, float[][] gradient) {
        double loss = CROSS_ENTROPY.apply(logits, target, label, gradient);
        Divergence divergence = new Divergence(logits[0], logits[1]);
        divergence.addFirst(beta, gradient[0]);
        divergence.addSecond(beta, gradient[1]);
        return loss + beta * divergence.value();
    }
}
