package io.gauntlet.runtime;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.referee.Outcomes;

/**
 * The referee's verdict on examples that somebody else made.
 *
 * @param model what was judged: the model's SHA-256 or the file's name
 * @param samples how many examples
 * @param cleanCorrect how many of the clean samples the model answers rightly
 * @param wrong how many samples are the attacker's, for randomised models the expected number
 * @param beyond how many examples are farther from their sample than epsilon; they are not the attacker's
 * @param medianDistance the lower median over the samples right when clean, failures counted as infinite; null when it
 *     is a failure
 * @param outcomes sample by sample
 */
public record Judgement(
        String model,
        int samples,
        int cleanCorrect,
        double wrong,
        int beyond,
        @Nullable Double medianDistance,
        Outcomes outcomes) {
    /** The share of the samples that are not the attacker's. */
    public double robustAccuracy() {
        return samples == 0 ? 0 : 1 - wrong / samples;
    }
}
