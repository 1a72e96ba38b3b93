package io.gauntlet.api.model;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.RowDraws;

/** Decides whether a defended model accepts a sample: it is rejected when its score exceeds the threshold. */
public interface Detector extends AutoCloseable {
    /** The threshold, found on the calibration split. */
    float threshold();

    /** Whether {@link #score} draws. */
    default boolean randomised() {
        return false;
    }

    /** The score of each sample of {@code x} ({@code [n, shape...]}), given the model's logits {@code [n, classes]}. */
    float[] score(INDArray x, INDArray logits, RowDraws draws);

    /** The derivative by {@code x} of the sum of {@code weights[i] * score[i]}, shaped like x; the logits held fixed. */
    INDArray vjp(INDArray x, INDArray logits, float[] weights, RowDraws draws);

    /** The derivative by the logits of the sum of {@code weights[i] * score[i]}, {@code [n, classes]}. */
    INDArray vjpLogits(INDArray x, INDArray logits, float[] weights, RowDraws draws);

    /**
     * The views of a sample, each of its shape, behind which it compares the model's answers; none when it compares
     * none. For attackers who know it: where answers are certain the score hardly says which way leads down, and the
     * logits behind each view do.
     */
    default List<Stage> views() {
        return List.of();
    }

    /** Frees arrays. */
    @Override
    default void close() {}
}
