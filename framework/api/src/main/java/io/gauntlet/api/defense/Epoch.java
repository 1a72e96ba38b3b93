package io.gauntlet.api.defense;

import io.gauntlet.api.model.Model;

/** What is known after a pass over the data. */
public interface Epoch {
    /** Which pass it was, from 0. */
    int epoch();

    /** All epochs up to this one. */
    TrainingCurve curve();

    /** The network as it stands, in evaluation mode. Valid until the hook returns. */
    Model model();

    /**
     * Tells how much of the calibration split withstood an attack of the defense's own: shown while training, and kept in
     * the curve.
     *
     * @param accuracy a share in [0,1]
     */
    void robust(double accuracy);

    /** Keeps the weights as they stand: the training ends with those kept last instead of the last ones. */
    void keep();

    /** Ends the training after this epoch. */
    void stop();
}
