package io.gauntlet.arena.scoring;

import org.jspecify.annotations.Nullable;

/**
 * An attacker's standing under one threat model, over all defenders.
 *
 * @param rank from 1; null while undecided or forfeited, and in verdict mode
 * @param tied whether the samples do not tell it apart from a neighbour, with which it shares the rank
 * @param attacker label
 * @param success share of the samples right when clean that it was given and broke, over all defenders; null before the first
 *     verdict, and where the record does not say
 * @param successInterval where that lies with 95 % confidence against the same defenders; null with it. A sample counts
 *     once, however many defenders it was used against, because their answers to it are not independent
 * @param exclusive how many samples only it broke, over all defenders; null in verdict mode, where nobody else tried
 * @param meanQueries for each sample attacked
 * @param meanGradients for each sample attacked
 * @param points under {@link Scoring#NIPS_2017}; null otherwise and while undecided
 */
public record AttackerStanding(
        @Nullable Integer rank,
        boolean tied,
        String attacker,
        @Nullable Double success,
        @Nullable Interval successInterval,
        @Nullable Integer exclusive,
        double meanQueries,
        double meanGradients,
        @Nullable Double points) {
    AttackerStanding ranked(int place, boolean shared) {
        return new AttackerStanding(
                place, shared, attacker, success, successInterval, exclusive, meanQueries, meanGradients, points);
    }
}
