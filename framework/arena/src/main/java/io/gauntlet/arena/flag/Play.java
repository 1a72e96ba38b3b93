package io.gauntlet.arena.flag;

import org.jspecify.annotations.Nullable;

/**
 * How a cell, or a slice of it, was played, beside the verdicts.
 *
 * @param attacker label
 * @param defender label
 * @param fittingQueries that the attack spent before the match
 * @param fittingGradients that the attack spent before the match
 * @param late samples broken in the last quarter of what was spent on those that survived
 * @param conduct what was seen of the play; null in records of before it was kept
 */
public record Play(
        String attacker,
        String defender,
        long fittingQueries,
        long fittingGradients,
        int late,
        @Nullable Conduct conduct) {
    Play plus(Play other) {
        Conduct both = conduct == null || other.conduct == null ? null : conduct.plus(other.conduct);
        return new Play(
                attacker,
                defender,
                fittingQueries + other.fittingQueries,
                fittingGradients + other.fittingGradients,
                late + other.late,
                both);
    }
}
