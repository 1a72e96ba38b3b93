package io.gauntlet.api.attack;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Losses, gradients and the answers of the same forward pass. Valid until the next call on the target. */
public interface Gradient {
    /** The answers. */
    Answer answer();

    /** The loss of a candidate at the defended model's output, the mean over the draws. */
    float loss(int candidate);

    /** The gradients of each candidate's own loss, {@code [n, shape...]}; never divided by n. Zero where unpaid. */
    INDArray values();
}
