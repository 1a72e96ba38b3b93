package io.gauntlet.api.defense;

import java.util.List;

/**
 * How a training went, an entry for each epoch.
 *
 * @param loss mean of the objective on the (augmented) training shards
 * @param accuracy share of them answered rightly, in [0,1]
 * @param calibration share of the calibration split answered rightly after the epoch, as it is and in evaluation mode,
 *     in [0,1]; empty when that split is
 * @param robust share of the calibration split that withstood an attack of the defense's own after the epoch, in [0,1],
 *     for the epochs after which the defense told it: see {@link Epoch#robust}
 */
public record TrainingCurve(List<Double> loss, List<Double> accuracy, List<Double> calibration, List<Double> robust) {
    /** Copies the lists. */
    public TrainingCurve {
        loss = List.copyOf(loss);
        accuracy = List.copyOf(accuracy);
        calibration = List.copyOf(calibration);
        robust = List.copyOf(robust);
    }

    /** Without an attack. */
    public TrainingCurve(List<Double> loss, List<Double> accuracy, List<Double> calibration) {
        this(loss, accuracy, calibration, List.of());
    }

    /** Without calibration. */
    public TrainingCurve(List<Double> loss, List<Double> accuracy) {
        this(loss, accuracy, List.of());
    }

    /**
     * The first of the best epochs, from 0: by accuracy on the calibration split, or where that is empty by loss.
     *
     * @throws IllegalStateException before the first epoch
     */
    public int best() {
        if (loss.isEmpty()) {
            throw new IllegalStateException("The training has no epoch yet.");
        }
        int best = 0;
        for (int i = 1; i < loss.size(); i++) {
            boolean better =
                    calibration.isEmpty() ? loss.get(i) < loss.get(best) : calibration.get(i) > calibration.get(best);
            best = better ? i : best;
        }
        return best;
    }
}
