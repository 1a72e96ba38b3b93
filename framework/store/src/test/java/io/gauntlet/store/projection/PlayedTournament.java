package io.gauntlet.store.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.event.Player;
import io.gauntlet.arena.flag.Conduct;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.store.Append;
import io.gauntlet.store.Commit;
import io.gauntlet.store.Database;
import io.gauntlet.store.ExpectedVersion;
import io.gauntlet.store.NewEvent;

/** Records a small tournament as the runtime would: attackers a0, a1, … against defenders d0, d1, …, two slices a cell. */
final class PlayedTournament {
    static final ThreatModel LINF = ThreatModel.whiteBox(Norm.LINF, 0.3);
    private static final int SLICE = 5;
    private static final JsonNode NONE = EventCodec.tree(Map.of());

    final UUID id = UUID.randomUUID();
    final List<Event.MatchEntry> matches = new ArrayList<>();
    private final Database database;
    private final Random random;
    private final int attackers;
    private final int defenders;

    /** What is recorded of the play of each match; null for a record of before it was kept. */
    @Nullable
    Conduct conduct;

    PlayedTournament(Database database, int attackers, int defenders, long seed) {
        this.database = database;
        this.attackers = attackers;
        this.defenders = defenders;
        this.random = new Random(seed);
    }

    static PlayedTournament play(Database database, int attackers, int defenders, long seed) {
        PlayedTournament played = new PlayedTournament(database, attackers, defenders, seed);
        played.plan();
        played.matches.forEach(played::score);
        played.complete();
        return played;
    }

    void plan() {
        append(
                "environment-e",
                Ids.of("environment-e", "EnvironmentRecorded", ""),
                new Event.EnvironmentRecorded(Map.of("jdk", "17")),
                List.of());
        List<Player> players = new ArrayList<>();
        for (int a = 0; a < attackers; a++) {
            // The last attack is made of the first one.
            JsonNode params =
                    a > 0 && a == attackers - 1 ? EventCodec.tree(Map.of("parts", List.of("attack0", "other"))) : NONE;
            players.add(new Player(Kind.ATTACK, "a" + a, "attack" + a, "1.0", "jar", null, params, "c" + a));
        }
        for (int d = 0; d < defenders; d++) {
            JsonNode params = d == 0 ? EventCodec.tree(Map.of("attack", "attack0")) : NONE;
            players.add(new Player(Kind.DEFENSE, "d" + d, "defense" + d, "1.0", "jar", "small", params, "k" + d));
        }
        append(
                Ids.tournament(id),
                UUID.randomUUID(),
                new Event.TournamentPlanned(
                        "played",
                        1,
                        NONE,
                        players,
                        NONE,
                        "data",
                        IntStream.range(0, 2 * SLICE).boxed().toList(),
                        List.of(LINF),
                        List.of(),
                        List.of(),
                        SLICE,
                        60,
                        60,
                        "e"),
                List.of());
        List<Event.ModelEntry> models = new ArrayList<>();
        for (int d = 0; d < defenders; d++) {
            UUID training = UUID.randomUUID();
            models.add(new Event.ModelEntry("d" + d, training));
            for (int a = 0; a < attackers; a++) {
                for (int slice = 0; slice < 2; slice++) {
                    matches.add(new Event.MatchEntry(UUID.randomUUID(), "a" + a, "d" + d, LINF.id(), slice));
                }
            }
        }
        append(
                Ids.tournament(id),
                UUID.randomUUID(),
                new Event.RoundStarted(1, models, List.copyOf(matches)),
                List.of());
    }

    /** Asks for matches to be played again; returns the position. */
    long again(List<Event.MatchEntry> some) {
        return append(Ids.tournament(id), UUID.randomUUID(), new Event.RoundStarted(1, List.of(), some), List.of());
    }

    /** Scores a match; returns the position. */
    long score(Event.MatchEntry match) {
        Outcomes outcomes = outcomes(random, match.slice() * SLICE, SLICE);
        byte[] examples = new byte[SLICE * 4];
        random.nextBytes(examples);
        String npy = database.artifacts().put(examples, "application/x-npy");
        String json = database.artifacts().put(outcomes.toJson(), "application/json");
        return append(
                Ids.match(match.match()),
                UUID.randomUUID(),
                new Event.MatchScored(npy, json, SLICE, SLICE, 2, 50, 50, null, null, conduct, null),
                List.of(npy, json));
    }

    long complete() {
        return append(Ids.tournament(id), UUID.randomUUID(), new Event.TournamentCompleted(), List.of());
    }

    static Outcomes outcomes(Random random, int from, int n) {
        int[] label = random.ints(n, 0, 10).toArray();
        float[] wrong = new float[n];
        float[] distance = new float[n];
        for (int i = 0; i < n; i++) {
            wrong[i] = random.nextBoolean() ? 1 : 0;
            distance[i] = random.nextFloat() * 0.3f;
        }
        long[] queries = random.longs(n, 1, 100).toArray();
        return new Outcomes(
                IntStream.range(from, from + n).toArray(),
                label,
                label,
                IntStream.range(0, n).map(i -> -1).toArray(),
                random.ints(n, 0, 10).toArray(),
                wrong,
                distance,
                distance,
                distance,
                distance,
                distance,
                queries,
                queries,
                queries,
                Map.of(),
                redrawn(wrong),
                new Outcomes.Detection(0.5f, distance, wrong),
                poses(random, n));
    }

    private static Outcomes.Poses poses(Random random, int n) {
        double[] degrees = random.doubles(n, -30, 30).toArray();
        double[] shift = random.doubles(n, -3, 3).toArray();
        float[] distance = new float[n];
        for (int i = 0; i < n; i++) {
            distance[i] = (float) Math.max(Math.abs(degrees[i]) / 30, Math.abs(shift[i]) / 3);
        }
        return new Outcomes.Poses(degrees, shift, shift, distance);
    }

    /** Half of what the first draws say. */
    private static float[] redrawn(float[] wrong) {
        float[] half = new float[wrong.length];
        for (int i = 0; i < half.length; i++) {
            half[i] = wrong[i] / 2;
        }
        return half;
    }

    private long append(String stream, UUID event, Event content, List<String> artifacts) {
        NewEvent recorded = new NewEvent(
                event,
                EventCodec.type(content),
                EventCodec.schema(content),
                EventCodec.write(content),
                "{\"attempt\":1}",
                artifacts);
        return database.events()
                .commit(new Commit(
                        List.of(new Append(stream, ExpectedVersion.any(), recorded)), List.of(), Optional.empty()))
                .position();
    }
}
