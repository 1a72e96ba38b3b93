package io.gauntlet.runtime.record;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.gauntlet.arena.event.Event.ExamplesCrossed;
import io.gauntlet.arena.rating.Mixture.Crossing;
import io.gauntlet.store.Database;
import io.gauntlet.store.projection.TournamentView;

/** What the stored examples of a tournament do to defenders that they were not made for, as far as it is recorded. */
final class Crossings {
    private Crossings() {}

    /** By threat model, crossing and sample: the share of draws that the defender lost. */
    static Map<String, Map<Crossing, Map<Integer, Double>>> of(Database database, TournamentView view) {
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
