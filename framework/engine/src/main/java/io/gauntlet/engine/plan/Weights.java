package io.gauntlet.engine.plan;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a convolution or a dense layer computes with.
 *
 * @param weights shared with all plans of the network, unless a normalisation is folded in
 * @param bias likewise; null without
 * @param weightsGradient this plan's own; null in a plan that does not learn
 * @param biasGradient likewise; null without a bias
 */
record Weights(
        INDArray weights,
        @Nullable INDArray bias,
        @Nullable INDArray weightsGradient,
        @Nullable INDArray biasGradient) {}
