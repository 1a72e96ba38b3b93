package io.gauntlet.bench.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

/**
 * Records a tournament with many matches, as its players would, with random verdicts. It can be used by one thread at a
 * time.
 */
public final class RecordedMatches {
    private static final int BATCH = 100;
    private static final ThreatModel THREAT = ThreatModel.whiteBox(Norm.LINF, 0.3);
    private static final JsonNode NONE = EventCodec.tree(Map.of());

    private final UUID id = UUID.randomUUID();
    private final Database database;
    private final int samples;
    private final Random random = new Random(1);
    private final Deque<Event.MatchEntry> waiting = new ArrayDeque<>();
    private int played;

    /**
     * Records the plan.
     *
     * @param players attacks, and as many defenses
     * @param slices of each cell: as many matches
     * @param samples of each slice
     */
    public RecordedMatches(Database database, int players, int slices, int samples) {
        this.database = database;
        this.samples = samples;
        plan(players, slices);
    }

    /** Ten attacks against ten defenses, so many slices of 100 samples a cell, all played; returns the tournament's id. */
    static UUID record(Database database, int slices) {
        RecordedMatches matches = new RecordedMatches(database, 10, slices, 100);
        matches.playAll();
        return matches.id;
    }

    /** Of the tournament. */
    public UUID id() {
        return id;
    }

    /** How many matches have been played. */
    public int played() {
        return played;
    }

    private void plan(int players, int slices) {
        List<Player> all = new ArrayList<>();
        List<Event.ModelEntry> models = new ArrayList<>();
        for (int d = 0; d < players; d++) {
            all.add(new Player(Kind.ATTACK, "a" + d, "attack" + d, "1", "jar", null, NONE, "c" + d));
            all.add(new Player(Kind.DEFENSE, "d" + d, "defense" + d, "1", "jar", "small", NONE, "k" + d));
            models.add(new Event.ModelEntry("d" + d, UUID.randomUUID()));
            for (int a = 0; a < players; a++) {
                for (int slice = 0; slice < slices; slice++) {
                    waiting.add(new Event.MatchEntry(UUID.randomUUID(), "a" + a, "d" + d, THREAT.id(), slice));
                }
            }
        }
        append(new Event.TournamentPlanned(
                "bench",
                1,
                NONE,
                all,
                NONE,
                "data",
                IntStream.range(0, slices * samples).boxed().toList(),
                List.of(THREAT),
                List.of(),
                List.of(),
                samples,
                60,
                60,
                "e"));
        append(new Event.RoundStarted(1, models, List.copyOf(waiting)));
    }

    /** Plays so many more matches in one transaction; none when all are played. */
    public void play(int matches) {
        List<Append> batch = new ArrayList<>();
        while (batch.size() < matches && !waiting.isEmpty()) {
            batch.add(scored(waiting.remove()));
        }
        if (!batch.isEmpty()) {
            played += batch.size();
            commit(batch);
        }
    }

    /** Plays all that are left and ends the tournament. */
    public void playAll() {
        while (!waiting.isEmpty()) {
            play(BATCH);
        }
        append(new Event.TournamentCompleted());
    }

    private Append scored(Event.MatchEntry match) {
        String outcomes =
                database.artifacts().put(outcomes(match.slice() * samples).toJson(), "application/json");
        Event event = new Event.MatchScored(outcomes, outcomes, samples, samples, samples / 2f, 5000, 5000, null);
        return new Append(Ids.match(match.match()), ExpectedVersion.none(), recorded(event, List.of(outcomes)));
    }

    private Outcomes outcomes(int from) {
        int[] labels = random.ints(samples, 0, 10).toArray();
        float[] wrong = new float[samples];
        float[] distance = new float[samples];
        for (int i = 0; i < samples; i++) {
            wrong[i] = random.nextInt(2);
            distance[i] = 0.3f * random.nextFloat();
        }
        long[] queries = random.longs(samples, 1, 100).toArray();
        int[] indices = IntStream.range(from, from + samples).toArray();
        int[] goals = IntStream.range(0, samples).map(i -> -1).toArray();
        return new Outcomes(
                indices, labels, labels, goals, labels, wrong, distance, distance, distance, distance, distance,
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
