package io.gauntlet.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.scoring.ArmsRace;
import io.gauntlet.arena.spec.SpecReader;
import io.gauntlet.runtime.record.ArmsRaces;
import io.gauntlet.runtime.record.CrossEvaluation;
import io.gauntlet.store.DatabaseConfig;
import io.gauntlet.store.Job;
import io.gauntlet.store.JobLease;
import io.gauntlet.store.JobState;
import io.gauntlet.store.Worker;
import io.gauntlet.store.embedded.EmbeddedPostgres;
import io.gauntlet.store.projection.TournamentQueries;
import io.gauntlet.store.projection.TournamentView;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What was stored is tried on those who came later, without anybody asking for it. */
@Timeout(300)
class ExampleReplaysTest {
    private static final String SPEC = """
            name: blobs
            seed: 5
            data-set: blobs
            samples: 0-29
            architecture: mlp
            rounds: 2
            material: 30
            defenders:
              - {defense: plain, params: {epochs: 4}, adapts: {epochs: 8}}
            attackers:
              - {attack: shake, params: {steps: 40}}
            threat-models:
              - {norm: linf, epsilon: 0.4}
            """;

    @TempDir
    static Path folder;

    private static EmbeddedPostgres server;

    @BeforeAll
    static void packPluginsAndStartServer() throws Exception {
        server = TournamentServer.open(folder, List.of("served", "shared"));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static Gauntlet open(String database) {
        return Gauntlet.open(new GauntletConfig(
                DatabaseConfig.external(server.url(database), EmbeddedPostgres.USER, server.password()),
                List.of(folder.resolve("plugins")),
                Optional.empty(),
                folder.resolve("cache"),
                1,
                false));
    }

    private static UUID play(Gauntlet gauntlet, String spec) throws Exception {
        UUID id = gauntlet.plan(SpecReader.read(spec, "test.yaml", gauntlet.catalog()));
        assertEquals(Ending.COMPLETED, gauntlet.await(id, TournamentListener.SILENT));
        return id;
    }

    private static TournamentView view(Gauntlet gauntlet, UUID id) {
        return new TournamentQueries(gauntlet.database()).view(id).orElseThrow();
    }

    private static boolean waiting(Gauntlet gauntlet, UUID id) {
        List<ArmsRace.Standing> standings =
                new ArmsRaces(gauntlet.database()).of(view(gauntlet, id)).get(0).standings();
        assertEquals(2, standings.size(), "somebody learned");
        return standings.stream().anyMatch(ArmsRace.Standing::waiting);
    }

    private static void awaitReplayed(Gauntlet gauntlet) throws InterruptedException {
        while (!gauntlet.examplesReplayed()) {
            Thread.sleep(50);
        }
    }

    private static List<Job> jobs(Gauntlet gauntlet) {
        return gauntlet.database().jobs().jobs(ExampleReplays.KIND + "-");
    }

    @Test
    void aServerTriesThemOnceTheTournamentIsOver() throws Exception {
        try (Gauntlet gauntlet = open("served")) {
            gauntlet.start();
            gauntlet.replayExamples();
            UUID id = play(gauntlet, SPEC);
            awaitReplayed(gauntlet);
            assertFalse(waiting(gauntlet, id));
            UUID single =
                    play(gauntlet, SPEC.replace("rounds: 2\nmaterial: 30\n", "").replace(", adapts: {epochs: 8}", ""));
            awaitReplayed(gauntlet);
            assertEquals(1, jobs(gauntlet).size(), "one round needs none");
            assertTrue(gauntlet.events().readStream(Ids.cross(single)).isEmpty());
        }
    }

    @Test
    void oneProcessDoesItAndAnotherGoesOnWhenThatOneEnds() throws Exception {
        UUID id;
        try (Gauntlet gauntlet = open("shared")) {
            gauntlet.start();
            id = play(gauntlet, SPEC);
            assertTrue(waiting(gauntlet, id));
        }
        try (Gauntlet first = open("shared");
                Gauntlet second = open("shared")) {
            ExampleReplays hanging = ExampleReplays.start(first.database(), view -> hang(), first::catalog);
            try {
                while (jobs(first).stream().noneMatch(job -> job.state() == JobState.RUNNING)) {
                    Thread.sleep(50);
                }
                second.start();
                second.replayExamples();
                assertFalse(second.examplesReplayed());
                try (Worker third = second.database().jobs().register("third")) {
                    Optional<JobLease> lease = second.database().jobs().claim(Set.of(ExampleReplays.KIND), third);
                    assertTrue(lease.isEmpty(), "it has one owner");
                }
                assertTrue(waiting(second, id));
            } finally {
                hanging.close();
            }
            awaitReplayed(second);
            assertFalse(waiting(second, id));
        }
        try (Gauntlet again = open("shared")) {
            again.start();
            again.replayExamples();
            awaitReplayed(again);
            Job only = jobs(again).get(0);
            assertEquals(1, jobs(again).size(), "what is done is not asked for again");
            assertEquals(JobState.SUCCEEDED, only.state());
            assertEquals(0, Objects.requireNonNull(only).deaths());
        }
    }

    private static CrossEvaluation.Report hang() throws InterruptedException {
        Thread.sleep(Long.MAX_VALUE);
        return new CrossEvaluation.Report(0, 0, List.of());
    }
}
