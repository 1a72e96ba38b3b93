package io.gauntlet.engine.plan;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a layer with parameters computes with.
 *
 * @param weights shared with all plans of the network
 * @param bias likewise
 * @param weightsGradient this plan's own; null in a plan that does not learn
 * @param biasGradient likewise
 */
record Weights(
        INDArray weights,
        INDArray bias,
        @Nullable INDArray weightsGradient,
        @Nullable INDArray biasGradient) {}
