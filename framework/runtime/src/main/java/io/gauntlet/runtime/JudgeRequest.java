package io.gauntlet.runtime;

import java.nio.file.Path;
import java.util.Optional;

import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.spec.DataSetChoice;
import io.gauntlet.arena.spec.Samples;

/**
 * Adversarial examples for the referee.
 *
 * @param examples an npy file of float32 values {@code [n, shape of a sample...]} in [0,1]
 * @param model the SHA-256 of a model in the store (its first digits will do), or the path of a file that holds one
 * @param dataSet where the clean samples are
 * @param samples the positions in the test split that the examples belong to, in ascending order; without it the first n
 * @param threatModel what was allowed
 * @param seed of the referee's draws
 */
public record JudgeRequest(
        Path examples,
        String model,
        DataSetChoice dataSet,
        Optional<Samples> samples,
        ThreatModel threatModel,
        long seed) {}
