package io.gauntlet.engine.train;

import io.gauntlet.api.defense.TrainingCurve;

/**
 * The description in a checkpoint, beside its arrays.
 *
 * @param format the version of this format
 * @param fingerprint of everything that the fit's result depends on
 * @param update how many updates were made
 * @param loss the sum of the losses of the epoch so far
 * @param right how many of its samples were answered rightly
 * @param finished whether the fit is over; then the parameters are its result
 * @param curve of the finished epochs
 */
record CheckpointHeader(
        int format, String fingerprint, long update, double loss, long right, boolean finished, TrainingCurve curve) {
    static final int FORMAT = 2;
}
