package io.gauntlet.plugins.attacks.rows;

import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Losses;

/** The losses a gradient attack can climb. */
public enum LossChoice {
    /** Cross-entropy. */
    CROSS_ENTROPY,
    /** The margin of logits. */
    MARGIN,
    /** The difference between the label's logit and the goal's, or the strongest wrong one's. */
    LOGIT_DIFFERENCE,
    /** The difference of logits ratio, which does not change with the scale of the logits. */
    DLR;

    public Loss loss() {
        return switch (this) {
            case CROSS_ENTROPY -> Losses.crossEntropy();
            case MARGIN -> Losses.margin();
            case LOGIT_DIFFERENCE -> Losses.logitDifference();
            case DLR -> Losses.dlr();
        };
    }
}
