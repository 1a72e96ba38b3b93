package io.gauntlet.engine.train;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.defense.TrainingCurve;

/** Where a fit stands, apart from parameters and the optimiser's arrays. */
final class FitState {
    private final List<Double> losses = new ArrayList<>();
    private final List<Double> accuracies = new ArrayList<>();
    private final List<Double> calibrations = new ArrayList<>();
    private final List<Double> robust = new ArrayList<>();
    /** How many updates were made. */
    long update;
    /** The sum of the losses of this epoch's samples so far. */
    double loss;
    /** How many of them were answered rightly. */
    long right;
    /** Whether no more updates follow. */
    boolean finished;
    /** The parameters that the training will end with; null for the last ones. */
    float @Nullable [] kept;

    /** How the finished epochs went. */
    TrainingCurve curve() {
        return new TrainingCurve(losses, accuracies, calibrations, robust);
    }

    /** The epoch under way, from 0. */
    int epoch() {
        return losses.size();
    }

    /** Ends an epoch. */
    void add(double meanLoss, double accuracy) {
        losses.add(meanLoss);
        accuracies.add(accuracy);
        loss = 0;
        right = 0;
    }

    /** Adds what calibration gave after the epoch that ended last. */
    void add(double calibration) {
        calibrations.add(calibration);
    }

    /** Adds what withstood the defense's own attack after the epoch that ended last. */
    void withstood(double share) {
        robust.add(share);
    }

    /** Takes over the epochs that an interrupted fit finished. */
    void epochs(TrainingCurve curve) {
        losses.addAll(curve.loss());
        accuracies.addAll(curve.accuracy());
        calibrations.addAll(curve.calibration());
        robust.addAll(curve.robust());
    }
}
