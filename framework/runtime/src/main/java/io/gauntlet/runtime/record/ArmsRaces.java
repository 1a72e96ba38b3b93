package io.gauntlet.runtime.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.event.Adaptation;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.event.Rounds;
import io.gauntlet.arena.rating.Mixture.Crossing;
import io.gauntlet.arena.scoring.ArmsRace;
import io.gauntlet.arena.scoring.ArmsRace.Lineup;
import io.gauntlet.arena.scoring.CellRecord;
import io.gauntlet.runtime.record.TournamentRounds.Descent;
import io.gauntlet.runtime.work.Lessons;
import io.gauntlet.runtime.work.Recording;
import io.gauntlet.store.ArtifactDropped;
import io.gauntlet.store.ArtifactMissing;
import io.gauntlet.store.Database;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.projection.AsOf;
import io.gauntlet.store.projection.RecordedCells;
import io.gauntlet.store.projection.TournamentQueries;
import io.gauntlet.store.projection.TournamentView;

/** Tells the arms races of tournaments of several rounds from what is recorded. */
public final class ArmsRaces {
    private final Database database;
    private final TournamentQueries queries;

    /** Reads from this database. */
    public ArmsRaces(Database database) {
        this.database = database;
        this.queries = new TournamentQueries(database);
    }

    /** One for each threat model; none where a tournament has one round. */
    public List<ArmsRace> of(TournamentView view) {
        if (view.plan().game().count() == 1) {
            return List.of();
        }
        UUID id = view.summary().id();
        List<Lineup> lineups = lineups(database.events().readStream(Ids.tournament(id)));
        Map<String, Map<Crossing, Map<Integer, Double>>> crossed = Crossings.of(database, view);
        return queries.records(id, AsOf.now()).stream()
                .map(records -> race(
                        view,
                        records,
                        lineups,
                        crossed.getOrDefault(records.threatModel().id(), Map.of())))
                .toList();
    }

    /** The rounds of a tournament as far as they are recorded; also of one that has a single round. */
    public TournamentRounds rounds(TournamentView view) {
        List<Descent> lineage = new ArrayList<>();
        int begun = 0;
        for (RecordedEvent recorded :
                database.events().readStream(Ids.tournament(view.summary().id()))) {
            Event event = Recording.read(recorded);
            if (event instanceof Event.RoundStarted round) {
                begun = Math.max(begun, round.round());
            } else if (event instanceof Event.PlayerAdapted adapted) {
                lineage.add(descent(view, adapted));
            }
        }
        return new TournamentRounds(view.plan().game().count(), begun, of(view), lineage);
    }

    private Descent descent(TournamentView view, Event.PlayerAdapted change) {
        Integer examples = view.plan().players().stream()
                .filter(player ->
                        player.kind() == change.kind() && player.label().equals(change.label()))
                .map(player -> player.innermost().adapted())
                .filter(Objects::nonNull)
                .findFirst()
                .map(this::examples)
                .orElse(null);
        return new Descent(
                change.round(),
                change.kind(),
                change.from(),
                change.label(),
                change.broke(),
                examples,
                change.training());
    }

    private @Nullable Integer examples(Adaptation adaptation) {
        try {
            return Lessons.count(adaptation, database.artifacts());
        } catch (ArtifactMissing | ArtifactDropped e) {
            return null;
        }
    }

    private static ArmsRace race(
            TournamentView view,
            RecordedCells records,
            List<Lineup> lineups,
            Map<Crossing, Map<Integer, Double>> crossed) {
        return ArmsRace.of(
                records.threatModel(),
                view.plan().samples().size(),
                records.cells(),
                lineups,
                replayed(records.cells(), lineups, crossed));
    }

    /** Who played in each round that began. */
    static List<Lineup> lineups(List<RecordedEvent> history) {
        Map<String, String> defenders = new LinkedHashMap<>();
        Map<String, String> attackers = new LinkedHashMap<>();
        Map<Integer, Lineup> lineups = new LinkedHashMap<>();
        for (RecordedEvent recorded : history) {
            Event event = Recording.read(recorded);
            if (event instanceof Event.TournamentPlanned plan) {
                plan.players().stream()
                        .filter(player -> !plan.isGuest(player))
                        .forEach(player -> (player.kind() == Kind.DEFENSE
                                        ? defenders
                                        : player.kind() == Kind.ATTACK ? attackers : new HashMap<String, String>())
                                .put(player.label(), player.label()));
            } else if (event instanceof Event.PlayerAdapted adapted) {
                (adapted.kind() == Kind.DEFENSE ? defenders : attackers)
                        .put(Rounds.root(adapted.from()), adapted.label());
            } else if (event instanceof Event.RoundStarted round) {
                lineups.putIfAbsent(
                        round.round(),
                        new Lineup(round.round(), new LinkedHashMap<>(defenders), new ArrayList<>(attackers.values())));
            }
        }
        return List.copyOf(lineups.values());
    }

    /** What all that was stored before a defender came does to it, sample by sample; those alone of which all is known. */
    private static Map<String, Map<Integer, Double>> replayed(
            List<CellRecord> cells, List<Lineup> lineups, Map<Crossing, Map<Integer, Double>> crossed) {
        Debuts debuts = new Debuts(lineups);
        Map<String, Map<Integer, Double>> replayed = new HashMap<>();
        Set<String> unknown = new HashSet<>();
        for (String newcomer : debuts.defenders()) {
            for (CellRecord cell : cells) {
                if (!debuts.faces(newcomer, cell.attacker(), cell.defender())) {
                    continue;
                }
                Map<Integer, Double> lost =
                        crossed.getOrDefault(new Crossing(cell.attacker(), cell.defender(), newcomer), Map.of());
                for (CellRecord.Verdict verdict : cell.samples()) {
                    Double one = lost.get(verdict.sample());
                    if (one == null) {
                        unknown.add(newcomer);
                    } else {
                        replayed.computeIfAbsent(newcomer, key -> new HashMap<>())
                                .merge(verdict.sample(), one, Math::max);
                    }
                }
            }
        }
        replayed.keySet().removeAll(unknown);
        return replayed;
    }
}
