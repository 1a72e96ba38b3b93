package io.gauntlet.runtime.record;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.gauntlet.arena.event.Event.TournamentPlanned;
import io.gauntlet.arena.scoring.Comparison;
import io.gauntlet.runtime.work.Recording;
import io.gauntlet.store.Database;
import io.gauntlet.store.projection.AsOf;
import io.gauntlet.store.projection.RecordedCells;
import io.gauntlet.store.projection.TournamentQueries;
import io.gauntlet.store.projection.TournamentSummary;

/** Tournaments side by side, from what is recorded and counts. */
public final class Comparisons {
    private final Database database;
    private final TournamentQueries queries;

    /** Of one database. */
    public Comparisons(Database database) {
        this.database = database;
        this.queries = new TournamentQueries(database);
    }

    /** Two tournaments side by side, under each threat model that both have; also where no sample can be compared. */
    public TournamentComparison sideBySide(UUID first, UUID second) {
        TournamentSummary one = summary(first);
        TournamentSummary other = summary(second);
        TournamentPlanned ours = Recording.plan(database.events(), first);
        TournamentPlanned theirs = Recording.plan(database.events(), second);
        List<SpecDifferences.Difference> differences = SpecDifferences.of(ours.spec(), theirs.spec());
        if (!ours.dataSetHash().equals(theirs.dataSetHash())) {
            return new TournamentComparison(
                    one,
                    other,
                    differences,
                    List.of(),
                    names(one, other) + "were played on different data, so no sample of one is a sample of the other.");
        }
        List<Comparison> comparisons = comparisons(first, second);
        String open = comparisons.isEmpty()
                ? names(one, other) + "have no threat model, defender and sample in common that both played."
                : null;
        return new TournamentComparison(one, other, differences, comparisons, open);
    }

    private static String names(TournamentSummary one, TournamentSummary other) {
        return "'" + one.name() + "' and '" + other.name() + "' ";
    }

    private List<Comparison> comparisons(UUID first, UUID second) {
        List<RecordedCells> theirs = queries.records(second, AsOf.now());
        List<Comparison> comparisons = new ArrayList<>();
        for (RecordedCells ours : queries.records(first, AsOf.now())) {
            theirs.stream()
                    .filter(cells -> cells.threatModel().equals(ours.threatModel()))
                    .map(cells -> Comparison.of(ours.threatModel(), ours.cells(), cells.cells()))
                    .filter(comparison -> !comparison.lines().isEmpty())
                    .forEach(comparisons::add);
        }
        return comparisons;
    }

    private TournamentSummary summary(UUID id) {
        return queries.summary(id)
                .orElseThrow(() -> new IllegalArgumentException("There is no tournament " + id + "."));
    }
}
