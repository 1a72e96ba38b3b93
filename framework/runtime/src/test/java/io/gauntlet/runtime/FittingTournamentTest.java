package io.gauntlet.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.spec.SpecReader;
import io.gauntlet.runtime.work.Recording;
import io.gauntlet.store.Database;
import io.gauntlet.store.DatabaseConfig;
import io.gauntlet.store.EventStore;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.embedded.EmbeddedPostgres;
import io.gauntlet.store.projection.MatchView;
import io.gauntlet.store.projection.TournamentArchives;
import io.gauntlet.store.projection.TournamentQueries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Attacks that learn before their matches, in whole tournaments. */
@Timeout(600)
class FittingTournamentTest {
    private static final String SPEC = """
            name: borrowed
            seed: 5
            data-set: blobs
            samples: 0-59
            architecture: mlp
            defenders:
              - defense: plain
                params: {epochs: 10}
              - defense: plain
                label: longer
                params: {epochs: 11}
            attackers:
              - attack: borrow
              - attack: learn
              - attack: shake
            threat-models:
              - {norm: linf, epsilon: 0.3}
              - {norm: linf, epsilon: 0.05}
            slice: 25
            """;

    @TempDir
    static Path folder;

    private static EmbeddedPostgres server;

    @BeforeAll
    static void packPluginsAndStartServer() throws Exception {
        server = TournamentServer.open(folder, List.of("one", "three"));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static DatabaseConfig database(String name) {
        return DatabaseConfig.external(server.url(name), EmbeddedPostgres.USER, server.password());
    }

    private static Gauntlet open(String name, int workers) {
        return Gauntlet.open(new GauntletConfig(
                database(name),
                List.of(folder.resolve("plugins")),
                Optional.empty(),
                folder.resolve("cache"),
                workers,
                false));
    }

    private record Played(UUID id, Map<String, Event.MatchScored> verdicts, List<UUID> surrogates) {
        Event.MatchScored of(String attacker, String rest) {
            Event.MatchScored scored = verdicts.get(attacker + " " + rest);
            assertTrue(scored != null, () -> attacker + " " + rest + " is not among " + verdicts.keySet());
            return scored;
        }
    }

    private static Played play(String name, int workers, String yaml) throws Exception {
        try (Gauntlet gauntlet = open(name, workers)) {
            gauntlet.start();
            UUID id = gauntlet.plan(SpecReader.read(yaml, "test.yaml", gauntlet.catalog()));
            assertEquals(Ending.COMPLETED, gauntlet.await(id, TournamentListener.SILENT));
            Map<String, String> names = new TreeMap<>();
            Map<String, Event.MatchScored> verdicts = new TreeMap<>();
            for (RecordedEvent recorded : gauntlet.events().readCategory("match", 0, EventStore.MAX_PAGE)) {
                Event event = Recording.read(recorded);
                if (event instanceof Event.MatchPlanned plan
                        && plan.tournament().equals(id)) {
                    names.put(
                            recorded.stream(),
                            plan.attacker().label() + " " + plan.defender() + " "
                                    + plan.threatModel().epsilon() + " " + plan.slice());
                } else if (event instanceof Event.MatchScored scored && names.containsKey(recorded.stream())) {
                    verdicts.put(names.get(recorded.stream()), scored);
                }
            }
            List<UUID> surrogates = new ArrayList<>();
            for (RecordedEvent recorded : gauntlet.events().readCategory("surrogate", 0, EventStore.MAX_PAGE)) {
                assertTrue(Recording.read(recorded) instanceof Event.SurrogateTrained);
                surrogates.add(Ids.id(recorded.stream()));
            }
            return new Played(id, verdicts, surrogates);
        }
    }

    /** The share of those answered rightly when clean that were broken. */
    private static double fooled(Event.MatchScored scored) {
        int wrongWhenClean = scored.samples() - scored.cleanCorrect();
        return (scored.wrong() - wrongWhenClean) / scored.cleanCorrect();
    }

    @Test
    void aNetworkOfTheAttackersIsTrainedOnceAndFoolsTheDefenders() throws Exception {
        Played one = play("one", 1, SPEC);
        assertEquals(1, one.surrogates().size(), "four matches share it");
        for (String defender : List.of("plain", "longer")) {
            Event.MatchScored far = one.of("borrow", defender + " 0.3 0");
            Event.MatchScored near = one.of("borrow", defender + " 0.05 0");
            assertEquals(60, far.samples(), "an attack that fits is not sliced");
            assertTrue(fooled(far) > 0.2, "0.3 is plenty: " + far);
            assertTrue(near.wrong() < far.wrong(), near + " and " + far);
            assertEquals(0, far.queries() + far.gradients(), "the target is asked nothing in the match");
            assertEquals(new Event.Fitting(1, 0, one.surrogates()), far.fitting());
            assertEquals(
                    new Event.Fitting(1, 0, List.of()),
                    one.of("learn", defender + " 0.3 0").fitting());
            assertTrue(fooled(one.of("learn", defender + " 0.3 0")) > 0.2);
            assertNull(one.of("shake", defender + " 0.3 0").fitting());
        }
        // In another tournament of the same seed, and of another process, it is there already.
        Played again = play("one", 2, SPEC.replace("0.05", "0.1"));
        assertEquals(one.surrogates(), again.surrogates());
        assertEquals(
                one.of("borrow", "plain 0.3 0").examples(),
                again.of("borrow", "plain 0.3 0").examples());
        try (Database database = Database.open(database("one"))) {
            Set<String> streams = new TournamentArchives(database).streams(one.id());
            assertTrue(streams.contains(Ids.surrogate(one.surrogates().get(0))), streams.toString());
        }
        try (Database database = Database.open(database("one"))) {
            for (MatchView match : new TournamentQueries(database).matches(one.id())) {
                JsonNode fitting = match.fitting();
                assertEquals(match.attacker().equals("shake"), fitting == null, match.toString());
                if (fitting != null) {
                    assertEquals(1, fitting.path("queries").asInt());
                    assertEquals(
                            match.attacker().equals("borrow") ? 1 : 0,
                            fitting.path("surrogates").size());
                }
            }
        }
        // Where it is trained anew, by other threads, it comes out the same.
        Played three = play("three", 3, SPEC);
        assertEquals(one.surrogates(), three.surrogates());
        assertEquals(one.verdicts(), three.verdicts());
    }
}
