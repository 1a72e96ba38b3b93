package io.gauntlet.runtime;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.spec.SpecReader;
import io.gauntlet.arena.spec.TournamentSpec;
import io.gauntlet.runtime.testplugin.BlobsPlugin;
import io.gauntlet.runtime.testplugin.PlayersPlugin;
import io.gauntlet.runtime.work.Recording;
import io.gauntlet.store.DatabaseConfig;
import io.gauntlet.store.EventStore;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.embedded.EmbeddedPostgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Plug-ins change while a process works: what was planned keeps its versions, and they go when it is over. */
@Timeout(600)
class ReloadTest {
    private static final String SPEC = """
            name: reloaded
            seed: 5
            data-set: blobs
            samples: 0-7
            architecture: mlp
            defenders:
              - defense: plain
                params: {epochs: 1}
            attackers:
              - attack: shake
            threat-models:
              - {norm: linf, epsilon: 0.2}
            slice: 4
            """;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    private static EmbeddedPostgres server;

    @BeforeAll
    static void packPluginsAndStartServer() throws Exception {
        server = TournamentServer.open(folder, List.of("fifty", "pinned"));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    /** Opens one with plug-ins of its own. */
    private static Gauntlet open(String database) throws Exception {
        write(database, 0);
        return Gauntlet.open(new GauntletConfig(
                DatabaseConfig.external(server.url(database), EmbeddedPostgres.USER, server.password()),
                List.of(folder.resolve(database)),
                Optional.empty(),
                folder.resolve("cache"),
                2,
                false));
    }

    /** The jars of some version, which differ in their manifests. */
    private static void write(String database, int version) throws Exception {
        TestJars.write(folder.resolve(database).resolve("blobs.jar"), BlobsPlugin.class, "1." + version);
        TestJars.write(folder.resolve(database).resolve("players.jar"), PlayersPlugin.class, "1." + version);
    }

    private static UUID plan(Gauntlet gauntlet, String yaml) throws InterruptedException {
        TournamentSpec spec = SpecReader.read(yaml, "test.yaml", gauntlet.catalog());
        return gauntlet.plan(spec);
    }

    private static WeakReference<ClassLoader> loader(Gauntlet gauntlet) {
        return new WeakReference<>(gauntlet.plugins().loader(gauntlet.catalog().find(Kind.ATTACK, "shake")));
    }

    private static List<Event> events(Gauntlet gauntlet, String category) {
        List<RecordedEvent> recorded = gauntlet.events().readCategory(category, 0, EventStore.MAX_PAGE);
        return recorded.stream().map(Recording::read).collect(Collectors.toList());
    }

    private static <E extends Event> List<E> events(Gauntlet gauntlet, String category, Class<E> type) {
        return events(gauntlet, category).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Collects garbage until so few of the loaders are left; what nobody refers to is gone after some rounds. */
    private static long alive(List<WeakReference<ClassLoader>> loaders, long wanted) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long alive;
        do {
            System.gc();
            Thread.sleep(100);
            alive = loaders.stream().filter(one -> one.get() != null).count();
        } while (alive > wanted && System.nanoTime() < end);
        return alive;
    }

    @Test
    void fiftyReloadsLeaveOneVersionLoaded() throws Exception {
        try (Gauntlet gauntlet = open("fifty")) {
            gauntlet.start();
            List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
            gauntlet.await(plan(gauntlet, SPEC), TournamentListener.SILENT);
            int early = 0;
            for (int version = 1; version <= 50; version++) {
                loaders.add(loader(gauntlet));
                write("fifty", version);
                // Nothing of the answer is kept, since it names both versions.
                assertEquals(2, gauntlet.reloadPlugins("test").changed().size());
                if (version % 5 == 0) {
                    gauntlet.await(plan(gauntlet, SPEC), TournamentListener.SILENT);
                }
                if (version == 10) {
                    assertEquals(0, alive(loaders, 0));
                    early = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
                }
            }
            assertEquals(0, alive(loaders, 0), "of 50 replaced versions");
            int late = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
            assertTrue(late < early + 200, early + " classes after 10 reloads, " + late + " after 50");
            assertEquals(
                    22,
                    events(gauntlet, "match", Event.MatchScored.class).size(),
                    "two matches of each of eleven tournaments");
        }
    }

    @Test
    void aTournamentPlaysWithWhatItBeganWith() throws Exception {
        System.setProperty("gauntlet.test.search", "3"); // so that it still plays, however late the jars change
        try (Gauntlet gauntlet = open("pinned")) {
            gauntlet.start();
            List<WeakReference<ClassLoader>> loaders = List.of(loader(gauntlet));
            String jar = gauntlet.catalog().find(Kind.ATTACK, "shake").jarSha();
            UUID before = plan(gauntlet, SPEC.replace("samples: 0-7", "samples: 0-59"));
            while (events(gauntlet, "match", Event.MatchScored.class).size() < 2) {
                Thread.sleep(10);
            }
            write("pinned", 1);
            assertEquals(2, gauntlet.reloadPlugins("alice").changed().size());
            String now = gauntlet.catalog().find(Kind.ATTACK, "shake").jarSha();
            assertNotEquals(jar, now);
            UUID after = plan(gauntlet, SPEC);
            assertTrue(gauntlet.unfinished().contains(before), "it still plays");
            assertEquals(1, alive(loaders, 1), "its version stays");
            System.clearProperty("gauntlet.test.search");
            assertEquals(Ending.COMPLETED, gauntlet.await(before, TournamentListener.SILENT));
            assertEquals(Ending.COMPLETED, gauntlet.await(after, TournamentListener.SILENT));

            assertEquals(17, events(gauntlet, "match", Event.MatchScored.class).size());
            for (Event.MatchPlanned match : events(gauntlet, "match", Event.MatchPlanned.class)) {
                assertEquals(
                        match.tournament().equals(before) ? jar : now,
                        match.attacker().jar());
            }
            assertEquals(0, alive(loaders, 0), "and goes when it is over");
            assertTrue(gauntlet.events().readStream("plugin-" + now).stream()
                    .allMatch(event -> event.meta().contains("alice")));
            assertEquals(
                    8,
                    events(gauntlet, "plugin", Event.PluginRegistered.class).stream()
                            .filter(event -> event.jar().equals(now))
                            .count(),
                    "also what no tournament used: five attacks and three defenses");
        } finally {
            System.clearProperty("gauntlet.test.search");
        }
    }
}
