package io.gauntlet.runtime.record;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.scoring.Comparison;
import io.gauntlet.store.projection.TournamentSummary;

/**
 * Two tournaments side by side.
 *
 * @param first one of them
 * @param second the other
 * @param differences between their specs
 * @param comparisons one for each threat model that both have; none when {@code open} says why
 * @param open why nothing can be compared, in a sentence; null when something can
 */
public record TournamentComparison(
        TournamentSummary first,
        TournamentSummary second,
        List<SpecDifferences.Difference> differences,
        List<Comparison> comparisons,
        @Nullable String open) {
    /** Copies the lists. */
    public TournamentComparison {
        differences = List.copyOf(differences);
        comparisons = List.copyOf(comparisons);
    }
}
