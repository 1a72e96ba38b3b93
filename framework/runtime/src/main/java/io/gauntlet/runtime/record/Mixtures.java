package io.gauntlet.runtime.record;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.gauntlet.arena.rating.Mixture;
import io.gauntlet.arena.rating.Mixture.Crossing;
import io.gauntlet.arena.spec.Mode;
import io.gauntlet.store.Database;
import io.gauntlet.store.projection.AsOf;
import io.gauntlet.store.projection.TournamentQueries;
import io.gauntlet.store.projection.TournamentView;

/** Finds the best mixtures of tournaments' defenders in what is recorded; {@link CrossEvaluation} records it. */
public final class Mixtures {
    private final Database database;
    private final TournamentQueries queries;

    /** Reads from this database. */
    public Mixtures(Database database) {
        this.database = database;
        this.queries = new TournamentQueries(database);
    }

    /** One for each threat model; where there is none it says why. */
    public List<Mixture> of(TournamentView view) {
        if (view.plan().scheduled().mode() == Mode.VERDICT) {
            return view.scoreboards().stream()
                    .map(board -> Mixture.none(board.threatModel(), Mode.NOT_COMPARED))
                    .toList();
        }
        UUID id = view.summary().id();
        Map<String, Map<Crossing, Map<Integer, Double>>> crossed = Crossings.of(database, view);
        return queries.records(id, AsOf.now()).stream()
                .map(records -> Mixture.of(
                        records.threatModel(),
                        records.cells(),
                        crossed.getOrDefault(records.threatModel().id(), Map.of())))
                .toList();
    }
}
