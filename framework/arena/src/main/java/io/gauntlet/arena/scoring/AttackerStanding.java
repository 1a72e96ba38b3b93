package io.gauntlet.arena.scoring;

import org.jspecify.annotations.Nullable;

/**
 * An attacker's standing under one threat model, over all defenders.
 *
 * @param rank from 1, equal for equal success; null while undecided or forfeited
 * @param attacker label
 * @param success share of the samples right when clean that it broke, over all defenders; null before the first
 *     verdict, and where the record does not say
 * @param exclusive how many samples only it broke, over all defenders
 * @param meanQueries for each sample attacked
 * @param meanGradients for each sample attacked
 */
public record AttackerStanding(
        @Nullable Integer rank,
        String attacker,
        @Nullable Double success,
        int exclusive,
        double meanQueries,
        double meanGradients) {}
