package io.gauntlet.arena.match;

import io.gauntlet.arena.flag.Conduct;
import io.gauntlet.arena.referee.Outcomes;

/**
 * What came out of a match.
 *
 * @param outcomes the referee's verdict on each sample
 * @param examples the final candidates, sample after sample in the order of the match, clipped to [0,1]
 * @param queries forward passes billed, over all samples
 * @param gradients gradients billed, over all samples
 * @param attackNanos time spent in the attack, its target included, without fitting
 * @param refereeNanos time spent judging
 * @param fitting what was spent before the match, counted nowhere else
 * @param conduct what was seen of the play
 */
public record MatchResult(
        Outcomes outcomes,
        float[] examples,
        long queries,
        long gradients,
        long attackNanos,
        long refereeNanos,
        FitCosts fitting,
        Conduct conduct) {}
