package io.gauntlet.plugins.attacks;

import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Losses;

/** The losses a gradient attack can climb. */
public enum LossChoice {
    /** Cross-entropy. */
    CROSS_ENTROPY,
    /** The margin of logits. */
    MARGIN;

    Loss loss() {
        return switch (this) {
            case CROSS_ENTROPY -> Losses.crossEntropy();
            case MARGIN -> Losses.margin();
        };
    }
}
