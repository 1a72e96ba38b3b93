package io.gauntlet.api.attack;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Rows of the Jacobian of the logits, and the answers of the same forward pass. Valid until the next call on the target. */
public interface Jacobian {
    /** The answers. */
    Answer answer();

    /** The derivatives, {@code [n, number of classes wanted, shape...]}. Zero where unpaid. */
    INDArray values();
}
