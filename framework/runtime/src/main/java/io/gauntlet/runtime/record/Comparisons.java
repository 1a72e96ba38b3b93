package io.gauntlet.runtime.record;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.event.Event.TournamentPlanned;
import io.gauntlet.arena.scoring.Comparison;
import io.gauntlet.store.Database;
import io.gauntlet.store.projection.AsOf;
import io.gauntlet.store.projection.RecordedCells;
import io.gauntlet.store.projection.TournamentQueries;
import io.gauntlet.store.projection.TournamentView;

/** Tournaments side by side, from what is recorded and counts. */
public final class Comparisons {
    private final TournamentQueries queries;

    /** Of one database. */
    public Comparisons(Database database) {
        this.queries = new TournamentQueries(database);
    }

    /**
     * Compares two tournaments under each threat model that both have.
     *
     * @throws InvalidInputException when they have nothing in common, with one sentence
     */
    public List<Comparison> of(UUID first, UUID second) {
        TournamentPlanned one = plan(first);
        TournamentPlanned other = plan(second);
        if (!one.dataSetHash().equals(other.dataSetHash())) {
            throw new InvalidInputException("'" + one.name() + "' and '" + other.name()
                    + "' were played on different data, so no sample of one is a sample of the other.");
        }
        List<RecordedCells> theirs = queries.records(second, AsOf.now());
        List<Comparison> comparisons = new ArrayList<>();
        for (RecordedCells ours : queries.records(first, AsOf.now())) {
            theirs.stream()
                    .filter(cells -> cells.threatModel().equals(ours.threatModel()))
                    .map(cells -> Comparison.of(ours.threatModel(), ours.cells(), cells.cells()))
                    .filter(comparison -> !comparison.lines().isEmpty())
                    .forEach(comparisons::add);
        }
        if (comparisons.isEmpty()) {
            throw new InvalidInputException("'" + one.name() + "' and '" + other.name()
                    + "' have no threat model, defender and sample in common that both played.");
        }
        return comparisons;
    }

    /** Two tournaments side by side, also where no sample can be compared. */
    public TournamentComparison sideBySide(UUID first, UUID second) {
        TournamentView one = view(first);
        TournamentView other = view(second);
        List<SpecDifferences.Difference> differences =
                SpecDifferences.of(one.plan().spec(), other.plan().spec());
        try {
            return new TournamentComparison(one.summary(), other.summary(), differences, of(first, second), null);
        } catch (InvalidInputException e) {
            return new TournamentComparison(one.summary(), other.summary(), differences, List.of(), e.getMessage());
        }
    }

    private TournamentView view(UUID id) {
        return queries.view(id).orElseThrow(() -> new IllegalArgumentException("There is no tournament " + id + "."));
    }

    private TournamentPlanned plan(UUID id) {
        return view(id).plan();
    }
}
