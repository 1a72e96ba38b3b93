package io.gauntlet.engine.plan;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where the gradient by some output lies during a backward pass.
 *
 * @param array {@code [block, shape...]}
 * @param exclusive whether nobody else reads the array afterwards, so that the layer that is given it may overwrite it
 *     by something that leaves zeros zero
 */
record Gradient(INDArray array, boolean exclusive) {}
