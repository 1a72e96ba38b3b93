package io.gauntlet.engine.plan;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a layer takes, for a block of samples.
 *
 * @param array {@code [block, shape...]}
 * @param free whether nobody else needs it, so that the layer may write its output over it
 */
record Value(INDArray array, boolean free) {
    int block() {
        return (int) array.size(0);
    }
}
