package io.gauntlet.plugins.attacks.rows;

import io.gauntlet.api.attack.Loss;

/** What an attacker does about a detector while it climbs a loss. */
public enum Evasion {
    /** Nothing: it attacks the network alone. */
    IGNORE,
    /**
     * The loss minus how far the score exceeds the threshold, in units of the threshold (Carlini and Wagner 2017,
     * Adversarial Examples Are Not Easily Detected, section 2.5).
     */
    HINGE,
    /**
     * The loss until the answer is wrong, from then on the score alone: never both at once (Bryniarski et al. 2022,
     * Evading Adversarial Example Detection Defenses with Orthogonal Projected Gradient Descent, section 4.1, selective).
     */
    SELECTIVE,
    /**
     * The loss of the sample and of every view of it that the detector compares answers behind, all towards one class: where
     * answers are certain, the score's own derivative vanishes (He et al. 2017, Ensembles of Weak Defenses are not Strong;
     * Tramèr et al. 2020, On Adaptive Attacks, section 3: a loss that is easy to climb). There must be such views.
     */
    VIEWS;

    /** The least unit a score is measured in: thresholds may be zero. */
    private static final float LEAST = 1e-3f;

    /**
     * The loss to climb against a detector.
     *
     * @param threshold of its score; positive infinity without a detector
     */
    public Loss of(Loss loss, float threshold) {
        if (this == IGNORE || this == VIEWS || threshold == Float.POSITIVE_INFINITY) {
            return loss;
        }
        float unit = Math.max(LEAST, Math.abs(threshold));
        return (output, label, goal, gradient) -> {
            if (this == SELECTIVE && wrong(output.logits(), label, goal)) {
                gradient.score(-1 / unit);
                return -output.score() / unit;
            }
            float value = loss.apply(output, label, goal, gradient);
            if (this == SELECTIVE || output.score() <= threshold) {
                return value;
            }
            gradient.score(-1 / unit);
            return value - (output.score() - threshold) / unit;
        };
    }

    private static boolean wrong(float[] logits, int label, int goal) {
        int answer = 0;
        for (int c = 1; c < logits.length; c++) {
            answer = logits[c] > logits[answer] ? c : answer;
        }
        return goal < 0 ? answer != label : answer == goal;
    }
}
