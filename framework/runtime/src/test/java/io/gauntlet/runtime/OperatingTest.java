package io.gauntlet.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.arena.spec.SpecReader;
import io.gauntlet.arena.spec.TournamentSpec;
import io.gauntlet.engine.backend.OffHeapLimitException;
import io.gauntlet.runtime.testplugin.GreedyPlugin;
import io.gauntlet.store.DatabaseConfig;
import io.gauntlet.store.EventStore;
import io.gauntlet.store.JobState;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.StoreException;
import io.gauntlet.store.embedded.EmbeddedPostgres;
import io.gauntlet.store.projection.AccessTokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a person who runs Gauntlet meets: an orderly end, too little memory, a look without a touch. */
@Timeout(600)
class OperatingTest {
    private static final String SPEC = """
            name: operating
            seed: 5
            data-set: blobs
            samples: 0-59
            architecture: mlp
            defenders:
              - defense: plain
            attackers:
              - attack: shake
                params: {steps: 200}
            threat-models:
              - {norm: linf, epsilon: 0.2}
            slice: 2
            """;

    @TempDir
    static Path folder;

    private static EmbeddedPostgres server;

    @BeforeAll
    static void packPluginsAndStartServer() throws Exception {
        server = TournamentServer.open(folder, List.of("drained", "given_back", "training", "match", "looked_at"));
        TestJars.write(folder.resolve("plugins/greedy.jar"), GreedyPlugin.class);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static GauntletConfig config(String database, int workers) {
        return new GauntletConfig(
                DatabaseConfig.external(server.url(database), EmbeddedPostgres.USER, server.password()),
                List.of(folder.resolve("plugins")),
                Optional.empty(),
                folder.resolve("cache"),
                workers,
                false);
    }

    private static TournamentSpec spec(Gauntlet gauntlet, String yaml) {
        return SpecReader.read(yaml, "test.yaml", gauntlet.catalog());
    }

    private static long count(Gauntlet gauntlet, String category, String type) {
        return gauntlet.events().readCategory(category, 0, EventStore.MAX_PAGE).stream()
                .map(RecordedEvent::type)
                .filter(type::equals)
                .count();
    }

    @Test
    void whoDrainsBeginsNothingNewAndEndsWhatWasBegun() throws Exception {
        System.setProperty("gauntlet.test.searches", "2");
        try (Gauntlet gauntlet = Gauntlet.open(config("drained", 2))) {
            assertEquals(new WorkerStatus(0, 0, 0), gauntlet.workers());
            gauntlet.start();
            UUID id = gauntlet.plan(spec(gauntlet, SPEC));
            while (count(gauntlet, "match", "MatchScored") < 2 || count(gauntlet, "match", "MatchStarted") < 4) {
                Thread.sleep(1);
            }
            assertFalse(gauntlet.drain(Duration.ofMillis(1)), "two are held");
            System.clearProperty("gauntlet.test.searches");
            assertTrue(gauntlet.drain(Duration.ofMinutes(5)), "the matches are over within the time");
            assertEquals(new WorkerStatus(2, 0, 0), gauntlet.workers());
            long begun = count(gauntlet, "match", "MatchStarted");
            assertEquals(4, begun, "most of the tournament is left");
            assertEquals(begun, count(gauntlet, "match", "MatchScored"), "nothing is half done");
            assertEquals(null, gauntlet.database().jobs().counts("").get(JobState.RUNNING));
            assertEquals(Set.of(id), gauntlet.unfinished());
        } finally {
            System.clearProperty("gauntlet.test.searches");
        }
    }

    @Test
    void whatIsNotOverInTimeIsGivenBack() throws Exception {
        UUID id;
        try (Gauntlet gauntlet = Gauntlet.open(config("given_back", 1))) {
            gauntlet.start();
            String yaml = SPEC.replace("steps: 200", "steps: 100000").replace("slice: 2", "slice: 60");
            id = gauntlet.plan(spec(gauntlet, yaml));
            while (count(gauntlet, "match", "MatchStarted") == 0) {
                Thread.sleep(1);
            }
            assertFalse(gauntlet.drain(Duration.ofMillis(1)));
        }
        try (Gauntlet gauntlet = Gauntlet.open(config("given_back", 1))) {
            assertEquals(null, gauntlet.database().jobs().counts("").get(JobState.RUNNING));
            assertTrue(gauntlet.unfinished().contains(id));
        }
    }

    @Test
    void aTrainingWithoutMemoryStopsTheProcessAndIsKept() throws Exception {
        stops("training", SPEC.replace("defense: plain", "defense: greedy"), "training", "TrainingFailed");
    }

    @Test
    void aMatchWithoutMemoryStopsTheProcessAndIsKept() throws Exception {
        stops(
                "match",
                SPEC.replace("attack: shake\n    params: {steps: 200}", "attack: gorge"),
                "match",
                "MatchForfeited");
    }

    private static void stops(String database, String yaml, String category, String failure) throws Exception {
        try (Gauntlet gauntlet = Gauntlet.open(config(database, 1))) {
            gauntlet.start();
            UUID id = gauntlet.plan(spec(gauntlet, yaml));
            OffHeapLimitException limit =
                    assertThrows(OffHeapLimitException.class, () -> gauntlet.await(id, TournamentListener.SILENT));
            assertTrue(String.valueOf(limit.getMessage()).contains("GAUNTLET_MEMORY="), limit.getMessage());
            assertEquals(Set.of(id), gauntlet.unfinished());
        }
        try (Gauntlet gauntlet = Gauntlet.open(config(database, 1))) {
            assertEquals(0, count(gauntlet, category, failure), "it is nobody's fault");
            assertEquals(null, gauntlet.database().jobs().counts("").get(JobState.FAILED));
            assertTrue(gauntlet.database().jobs().jobs(category + "-").stream().allMatch(job -> job.attempts() == 0));
        }
    }

    @Test
    void whoOnlyLooksCannotWrite() throws Exception {
        assertThrows(StoreException.class, () -> Gauntlet.openReadOnly(config("looked_at", 1)), "there is no schema");
        UUID id;
        try (Gauntlet gauntlet = Gauntlet.open(config("looked_at", 1))) {
            id = gauntlet.plan(spec(gauntlet, SPEC));
            assertTrue(gauntlet.projections().await(gauntlet.events().head().position(), Duration.ofSeconds(60)));
        }
        try (Gauntlet gauntlet = Gauntlet.openReadOnly(config("looked_at", 1))) {
            assertEquals(Set.of(id), gauntlet.unfinished());
            assertEquals(
                    gauntlet.events().head().position(),
                    gauntlet.projectionStatus().get(0).position());
            assertThrows(IllegalStateException.class, gauntlet::start);
            assertThrows(IllegalStateException.class, () -> gauntlet.cancel(id, "no"));
            AccessTokens tokens = new AccessTokens(gauntlet.database());
            assertThrows(StoreException.class, () -> tokens.create("x", AccessTokens.Role.READER));
            assertFalse(tokens.any());
        }
        Path nowhere = folder.resolve("nowhere");
        GauntletConfig none = new GauntletConfig(
                new DatabaseConfig.Embedded(nowhere, false), List.of(), Optional.empty(), folder, 1, false);
        assertThrows(StoreException.class, () -> Gauntlet.openReadOnly(none));
        assertFalse(java.nio.file.Files.exists(nowhere));
    }
}
