package io.gauntlet.runtime.trial;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.arena.scoring.Interval;

/**
 * The referee's verdict on an attack on one model.
 *
 * @param model what was attacked
 * @param dataSet the data set's id
 * @param attack the attack's id
 * @param version the attack's version
 * @param params all its parameters
 * @param threatModel what was allowed
 * @param first position of the first sample in the test split
 * @param samples how many
 * @param seed the root of all draws
 * @param cleanCorrect how many are answered rightly when clean; the others are the attacker's at distance 0
 * @param wrong how many are the attacker's in the end, for randomised models the expected number
 * @param clean where the clean accuracy lies
 * @param robustAccuracy the share of all samples that are not the attacker's
 * @param robust where that share lies
 * @param success the share of the samples right when clean that were broken; null when there are none
 * @param distances by norm
 * @param queries forward passes for each sample attacked, mean
 * @param gradients likewise
 * @param seconds that the attack and its judgement took
 * @param examplesPerSecond samples attacked for each of these seconds
 * @param outcomes sample by sample
 */
public record AttackReport(
        ModelFacts model,
        String dataSet,
        String attack,
        String version,
        JsonNode params,
        ThreatModel threatModel,
        int first,
        int samples,
        long seed,
        int cleanCorrect,
        double wrong,
        Interval clean,
        double robustAccuracy,
        Interval robust,
        @Nullable Double success,
        List<Distance> distances,
        double queries,
        double gradients,
        double seconds,
        double examplesPerSecond,
        Outcomes outcomes) {
    /**
     * How far the examples are from their samples in a norm.
     *
     * @param norm the norm
     * @param median the lower median over the samples right when clean, failures counted as infinite; null when it is one
     * @param medianOfSuccesses the lower median over those that were broken; null without any
     * @param meanOfSuccesses the mean over the same; null without any
     */
    public record Distance(
            Norm norm,
            @Nullable Double median,
            @Nullable Double medianOfSuccesses,
            @Nullable Double meanOfSuccesses) {}
}
