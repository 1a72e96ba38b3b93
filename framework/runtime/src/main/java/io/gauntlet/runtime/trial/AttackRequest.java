package io.gauntlet.runtime.trial;

import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Goal;
import io.gauntlet.api.Norm;
import io.gauntlet.api.pose.PoseLimits;
import io.gauntlet.arena.spec.AttackerSpec;
import io.gauntlet.arena.spec.DataSetChoice;

/**
 * An attack on one model.
 *
 * @param model a file, or the SHA-256 of a stored model or its beginning
 * @param dataSet where the samples are
 * @param attacker the attack with its parameters
 * @param norm how perturbations are measured
 * @param epsilon the largest perturbation; empty for the largest that there is, for attacks that look for the smallest,
 *     and for poses
 * @param poseLimits how far pictures may be turned and shifted, with norm pose; null with others
 * @param goal what counts as a success
 * @param maxQueries forward passes allowed for each sample, or {@link io.gauntlet.api.ThreatModel#UNLIMITED}
 * @param maxGradients gradients allowed for each sample, or {@link io.gauntlet.api.ThreatModel#UNLIMITED}
 * @param first position of the first sample in the test split
 * @param samples how many; when empty the first 1000, or as many as there are
 * @param seed the root of all draws: with that of a tournament, the same samples meet the same draws as there
 */
public record AttackRequest(
        String model,
        DataSetChoice dataSet,
        AttackerSpec attacker,
        Norm norm,
        OptionalDouble epsilon,
        @Nullable PoseLimits poseLimits,
        Goal goal,
        long maxQueries,
        long maxGradients,
        int first,
        OptionalInt samples,
        long seed) {
    /** The same of the first sample alone. */
    AttackRequest ofOne() {
        return new AttackRequest(
                model,
                dataSet,
                attacker,
                norm,
                epsilon,
                poseLimits,
                goal,
                maxQueries,
                maxGradients,
                first,
                OptionalInt.of(1),
                seed);
    }
}
