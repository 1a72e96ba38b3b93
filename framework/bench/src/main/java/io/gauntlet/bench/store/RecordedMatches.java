package io.gauntlet.bench.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;

import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.event.Player;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.store.Append;
import io.gauntlet.store.Commit;
import io.gauntlet.store.Database;
import io.gauntlet.store.ExpectedVersion;
import io.gauntlet.store.NewEvent;

/** Records a tournament with many matches, as its players would, with random verdicts. */
final class RecordedMatches {
    private static final ThreatModel THREAT = ThreatModel.whiteBox(Norm.LINF, 0.3);
    private static final int SLICE = 100;
    private static final JsonNode NONE = EventCodec.tree(Map.of());

    private final UUID id = UUID.randomUUID();
    private final Database database;
    private final Random random = new Random(1);

    private RecordedMatches(Database database) {
        this.database = database;
    }

    /** Ten attacks against ten defenses, so many slices of 100 samples a cell; returns the tournament's id. */
    static UUID record(Database database, int slices) {
        RecordedMatches matches = new RecordedMatches(database);
        matches.play(10, slices);
        return matches.id;
    }

    private void play(int players, int slices) {
        List<Player> all = new ArrayList<>();
        List<Event.ModelEntry> models = new ArrayList<>();
        List<Event.MatchEntry> matches = new ArrayList<>();
        for (int d = 0; d < players; d++) {
            all.add(new Player(Kind.ATTACK, "a" + d, "attack" + d, "1", "jar", null, NONE, "c" + d));
            all.add(new Player(Kind.DEFENSE, "d" + d, "defense" + d, "1", "jar", "small", NONE, "k" + d));
            models.add(new Event.ModelEntry("d" + d, UUID.randomUUID()));
            for (int a = 0; a < players; a++) {
                for (int slice = 0; slice < slices; slice++) {
                    matches.add(new Event.MatchEntry(UUID.randomUUID(), "a" + a, "d" + d, THREAT.id(), slice));
                }
            }
        }
        List<Integer> samples = IntStream.range(0, slices * SLICE).boxed().toList();
        append(new Event.TournamentPlanned(
                "bench",
                1,
                NONE,
                all,
                NONE,
                "data",
                samples,
                List.of(THREAT),
                List.of(),
                List.of(),
                SLICE,
                60,
                60,
                "e"));
        append(new Event.RoundStarted(1, models, matches));
        List<Append> batch = new ArrayList<>();
        for (Event.MatchEntry match : matches) {
            batch.add(scored(match));
            if (batch.size() == SLICE) {
                commit(batch);
            }
        }
        commit(batch);
        append(new Event.TournamentCompleted());
    }

    private Append scored(Event.MatchEntry match) {
        String outcomes =
                database.artifacts().put(outcomes(match.slice() * SLICE).toJson(), "application/json");
        Event event = new Event.MatchScored(outcomes, outcomes, SLICE, SLICE, 50, 5000, 5000, null);
        return new Append(Ids.match(match.match()), ExpectedVersion.none(), recorded(event, List.of(outcomes)));
    }

    private Outcomes outcomes(int from) {
        int[] labels = random.ints(SLICE, 0, 10).toArray();
        float[] wrong = new float[SLICE];
        float[] distance = new float[SLICE];
        for (int i = 0; i < SLICE; i++) {
            wrong[i] = random.nextInt(2);
            distance[i] = 0.3f * random.nextFloat();
        }
        long[] queries = random.longs(SLICE, 1, 100).toArray();
        int[] samples = IntStream.range(from, from + SLICE).toArray();
        int[] goals = IntStream.range(0, SLICE).map(i -> -1).toArray();
        return new Outcomes(
                samples, labels, labels, goals, labels, wrong, distance, distance, distance, distance, distance,
                queries, queries, queries, Map.of());
    }

    private void append(Event event) {
        List<Append> one = new ArrayList<>();
        one.add(new Append(Ids.tournament(id), ExpectedVersion.any(), recorded(event, List.of())));
        commit(one);
    }

    private static NewEvent recorded(Event event, List<String> artifacts) {
        return new NewEvent(
                UUID.randomUUID(),
                EventCodec.type(event),
                EventCodec.schema(event),
                EventCodec.write(event),
                "{}",
                artifacts);
    }

    private void commit(List<Append> batch) {
        database.events().commit(new Commit(batch, List.of(), Optional.empty()));
        batch.clear();
    }
}
