package io.gauntlet.runtime.trial;

import java.util.OptionalInt;

import io.gauntlet.arena.spec.DataSetChoice;

/**
 * Samples for a model to answer.
 *
 * @param model a file, or the SHA-256 of a stored model or its beginning
 * @param dataSet where the samples are
 * @param first position of the first one in the test split
 * @param samples how many; all from the first one on when empty
 * @param certified of how many samples, from the first one on, a model is asked what it can prove, if it can prove anything
 * @param layers whether to tell what each layer does to distances
 * @param seed of a randomised model's draws
 */
public record EvaluationRequest(
        String model,
        DataSetChoice dataSet,
        int first,
        OptionalInt samples,
        int certified,
        boolean layers,
        long seed) {}
