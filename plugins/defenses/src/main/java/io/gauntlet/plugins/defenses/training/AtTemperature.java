package io.gauntlet.plugins.defenses.training;

import io.gauntlet.api.defense.Objective;

/** The cross-entropy of {@code softmax(logits / T)}: Papernot et al. 2016, equations 1 and 9. */
final class AtTemperature implements Objective {
    private final double temperature;

    AtTemperature(double temperature) {
        this.temperature = temperature;
    }

    @Override
    public double apply(float[][] logits, float[] target, int label, float[][] gradient) {
        float[] cooled = logits[0].clone();
        for (int c = 0; c < cooled.length; c++) {
            cooled[c] = (float) (cooled[c] / temperature);
        }
        double loss = CROSS_ENTROPY.apply(new float[][] {cooled}, target, label, gradient);
        for (int c = 0; c < cooled.length; c++) {
            gradient[0][c] = (float) (gradient[0][c] / temperature);
        }
        return loss;
    }
}
