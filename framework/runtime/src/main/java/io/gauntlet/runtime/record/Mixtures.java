package io.gauntlet.runtime.record;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.gauntlet.arena.event.Event.ExamplesCrossed;
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
        Map<String, Map<Crossing, Map<Integer, Double>>> crossed = crossed(view);
        return queries.records(id, AsOf.now()).stream()
                .map(records -> Mixture.of(
                        records.threatModel(),
                        records.cells(),
                        crossed.getOrDefault(records.threatModel().id(), Map.of())))
                .toList();
    }

    /** By threat model. */
    private Map<String, Map<Crossing, Map<Integer, Double>>> crossed(TournamentView view) {
        List<ExamplesCrossed> recorded =
                CrossEvaluation.recorded(database, view.summary().id());
        if (recorded.isEmpty()) {
            return Map.of();
        }
        Map<String, String> models = new HashMap<>();
        Map<UUID, PlayedMatch> matches = new HashMap<>();
        CrossEvaluation.counting(database, view).forEach(match -> {
            matches.put(match.id(), match);
            models.put(match.plan().defender(), match.plan().model());
        });
        Map<String, Map<Crossing, Map<Integer, Double>>> crossed = new HashMap<>();
        for (ExamplesCrossed one : recorded) {
            PlayedMatch match = matches.get(one.match());
            // A match may have been played again since, and a defender may have another model.
            if (match != null
                    && match.verdict().examples().equals(one.examples())
                    && one.model().equals(models.get(one.defender()))) {
                Crossing crossing = new Crossing(
                        match.plan().attacker().label(), match.plan().defender(), one.defender());
                Map<Integer, Double> lost = crossed.computeIfAbsent(
                                match.plan().threatModel().id(), key -> new HashMap<>())
                        .computeIfAbsent(crossing, key -> new HashMap<>());
                for (int i = 0; i < one.lost().size(); i++) {
                    lost.put(match.plan().samples().get(i), one.lost().get(i));
                }
            }
        }
        return crossed;
    }
}
