package io.gauntlet.api.defense;

import java.util.List;

/**
 * How a training went, an entry for each epoch.
 *
 * @param loss mean cross-entropy on the (augmented) training shards
 * @param accuracy share of them answered rightly, in [0,1]
 */
public record TrainingCurve(List<Double> loss, List<Double> accuracy) {
    /** Copies the lists. */
    public TrainingCurve {
        loss = List.copyOf(loss);
        accuracy = List.copyOf(accuracy);
    }
}
