package io.gauntlet.engine.network;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.model.Stage;

/**
 * A stage that keeps what its last forward pass computed, so that gradients at the same input need no second one. Inside
 * the engine only.
 */
public interface BlockStage extends Stage {
    /** The most samples that {@link #forwardBlock} takes. */
    int block();

    /** Applies the stage to at most {@link #block} samples, {@code [n, shape...]}. The result is valid until the next call. */
    INDArray forwardBlock(INDArray x);

    /** How many forward passes there were: tells whether somebody else used the stage since one's own. */
    long passes();

    /** The product of {@code dy} with the Jacobian at the input of the last {@link #forwardBlock}. */
    INDArray backwardBlock(INDArray dy);
}
