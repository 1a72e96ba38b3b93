package io.gauntlet.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.api.Goal;
import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.spec.AttackerSpec;
import io.gauntlet.arena.spec.DataSetChoice;
import io.gauntlet.arena.spec.SpecReader;
import io.gauntlet.arena.spec.TournamentSpec;
import io.gauntlet.engine.file.Npy;
import io.gauntlet.runtime.trial.AttackReport;
import io.gauntlet.runtime.trial.AttackRequest;
import io.gauntlet.runtime.trial.Trial;
import io.gauntlet.runtime.work.Recording;
import io.gauntlet.store.DatabaseConfig;
import io.gauntlet.store.EventStore;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.embedded.EmbeddedPostgres;
import io.gauntlet.store.projection.Corrections;
import io.gauntlet.store.projection.TournamentArchives;
import io.gauntlet.store.projection.TournamentQueries;
import io.gauntlet.store.projection.TournamentView;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whole tournaments, with the tests' own plug-ins on the embedded database. */
@Timeout(600)
class TournamentTest {
    private static final String SPEC = """
            name: blobs
            seed: 5
            data-set: blobs
            samples: 0-59
            architecture: mlp
            defenders:
              - defense: plain
              - defense: plain
                label: longer
                params: {epochs: 20}
            attackers:
              - attack: shake
              - attack: shake
                label: short-shake
                params: {steps: 2}
            threat-models:
              - {norm: linf, epsilon: 0.2}
              - {norm: l2, epsilon: 1}
            slice: 25
            """;

    @TempDir
    static Path folder;

    private static EmbeddedPostgres server;

    @BeforeAll
    static void packPluginsAndStartServer() throws Exception {
        server = TournamentServer.open(
                folder, List.of("one", "three", "interrupted", "bad", "endless", "imported", "stacked"));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static Gauntlet open(String database, int workers) {
        return Gauntlet.open(config(database, workers));
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

    private static String onlyAttack(String id, String limit) {
        return SPEC.replaceAll("(?s)attackers:.*threat-models", "attackers:\n  - attack: " + id + "\nthreat-models")
                + "time-limits: {match: " + limit + "}\n";
    }

    /** What was recorded of each match: artifacts and counts by attacker, defender, threat model and slice. */
    private static Map<String, Event> verdicts(Gauntlet gauntlet, UUID tournament) {
        Map<String, String> names = new TreeMap<>();
        Map<String, Event> verdicts = new TreeMap<>();
        for (RecordedEvent recorded : gauntlet.events().readCategory("match", 0, EventStore.MAX_PAGE)) {
            Event event = Recording.read(recorded);
            if (event instanceof Event.MatchPlanned plan && plan.tournament().equals(tournament)) {
                names.put(
                        recorded.stream(),
                        plan.attacker().label() + " " + plan.defender() + " "
                                + plan.threatModel().id() + " " + plan.slice());
            } else if (names.containsKey(recorded.stream()) && !(event instanceof Event.MatchStarted)) {
                Event twice = verdicts.put(String.valueOf(names.get(recorded.stream())), event);
                assertEquals(null, twice, "a match has one verdict");
            }
        }
        return verdicts;
    }

    private static final class Heard implements TournamentListener {
        final List<Event> events = new ArrayList<>();
        final CountDownLatch scored = new CountDownLatch(2);

        @Override
        public void recorded(RecordedEvent recorded, Event event) {
            events.add(event);
            if (event instanceof Event.MatchScored) {
                scored.countDown();
            }
        }

        long count(Class<? extends Event> type) {
            return events.stream().filter(type::isInstance).count();
        }
    }

    @Test
    void verdictsAreTheSameForAnyNumberOfWorkersAndAfterAnInterruption() throws Exception {
        Map<String, Event> one = play("one", 1);
        Map<String, Event> three = play("three", 3);
        assertEquals(12, one.size());
        assertEquals(one, three);
        assertEquals(one, playInterrupted());
        Event.MatchScored scored = (Event.MatchScored) one.get("shake longer linf-0.2-untargeted-white-box 0");
        assertEquals(25, scored.samples());
        assertTrue(scored.cleanCorrect() > 12, "it learned: " + scored);
        assertTrue(scored.queries() >= scored.cleanCorrect(), scored.toString());
    }

    private Map<String, Event> play(String database, int workers) throws Exception {
        try (Gauntlet gauntlet = open(database, workers)) {
            UUID id = gauntlet.plan(spec(gauntlet, SPEC));
            assertEquals(Set.of(id), gauntlet.unfinished());
            gauntlet.start();
            Heard heard = new Heard();
            assertEquals(Ending.COMPLETED, gauntlet.await(id, heard));
            assertEquals(12, heard.count(Event.MatchScored.class));
            assertEquals(12, heard.count(Event.MatchSkipped.class), "shake does not play l2");
            assertEquals(2, heard.count(Event.ModelTrained.class));
            assertEquals(Set.of(), gauntlet.unfinished());
            assertTrue(gauntlet.costs().training().toNanos() > 0);
            assertTrue(gauntlet.costs().attacking().toNanos() > 0);
            assertTrue(gauntlet.costs().store().toNanos() > 0);
            assertTrue(gauntlet.events().verifyChain(0).intact());
            return verdicts(gauntlet, id);
        }
    }

    private Map<String, Event> playInterrupted() throws Exception {
        UUID id;
        Heard heard = new Heard();
        Thread watcher;
        try (Gauntlet planning = open("interrupted", 1)) {
            // Ends before any director has seen the plan: a later one finds what should have followed.
            id = planning.plan(spec(planning, SPEC));
        }
        System.setProperty("gauntlet.test.searches", "2"); // so that some are left, however late it is closed
        try (Gauntlet gauntlet = open("interrupted", 1)) {
            gauntlet.start();
            watcher = new Thread(() -> {
                try {
                    gauntlet.await(id, heard);
                } catch (InterruptedException | RuntimeException e) {
                    // The Gauntlet is closed under it.
                }
            });
            watcher.start();
            heard.scored.await();
        } finally {
            System.clearProperty("gauntlet.test.searches");
        }
        watcher.interrupt();
        watcher.join();
        try (Gauntlet gauntlet = open("interrupted", 2)) {
            assertEquals(Set.of(id), gauntlet.unfinished());
            gauntlet.start();
            assertEquals(Ending.COMPLETED, gauntlet.await(id, TournamentListener.SILENT));
            return verdicts(gauntlet, id);
        }
    }

    private static final String IMPORTED = SPEC.replaceAll(
            "(?s)architecture: mlp.*attackers",
            "defenders: [{model: mine.zip}, {defense: wrapping, model: mine.zip}]\nattackers");

    /** Once planned, a tournament needs the files no more; and networks are the same wherever they come from. */
    @Test
    void networksInFilesDefendAndAreKept() throws Exception {
        Path file = folder.resolve("mine.zip");
        UUID id;
        Map<String, Event> trained;
        try (Gauntlet gauntlet = open("imported", 2)) {
            gauntlet.start();
            UUID origin = gauntlet.plan(spec(gauntlet, onlyAttack("shake", "60s")));
            assertEquals(Ending.COMPLETED, gauntlet.await(origin, TournamentListener.SILENT));
            trained = verdicts(gauntlet, origin);
            String model = model(gauntlet, origin);
            Files.write(file, gauntlet.artifacts().read(model));
            triedByItself(model, trained);
            assertThrows(InvalidInputException.class, () -> spec(gauntlet, IMPORTED), "a spec from elsewhere");
        }
        try (Gauntlet gauntlet = open("imported", 1)) {
            SpecModels models = new SpecModels(folder);
            TournamentSpec spec = SpecReader.read(IMPORTED, "test.yaml", gauntlet.catalog(), models);
            Files.writeString(file, "changed", java.nio.file.StandardOpenOption.APPEND);
            assertThrows(InvalidInputException.class, () -> gauntlet.plan(spec, models), "the hash is pinned");
            Files.write(file, original(file));
            id = gauntlet.plan(spec, models);
            Files.delete(file);
            // What was stored needs no file at all.
            assertNotEquals(id, gauntlet.plan(TournamentSpec.fromJson(spec.toJson())));
        }
        try (Gauntlet gauntlet = open("imported", 2)) {
            gauntlet.start();
            assertEquals(Ending.COMPLETED, gauntlet.await(id, TournamentListener.SILENT));
            Map<String, Event> imported = verdicts(gauntlet, id);
            assertEquals(2 * 6, imported.size());
            for (int slice = 0; slice < 3; slice++) {
                String cell = " linf-0.2-untargeted-white-box " + slice;
                assertEquals(trained.get("shake plain" + cell), imported.get("shake mine" + cell));
                assertEquals(trained.get("shake plain" + cell), imported.get("shake wrapping" + cell));
            }
        }
    }

    private static final String STACKED = SPEC.replaceAll("(?s)defenders:.*attackers", """
            defenders:
              - {defense: plain}
              - {defense: [plain, wrapping]}
              - {defense: [plain, wrapping, wrapping]}
              - {defense: [plain, {defense: wrapping, params: {colour: 2}}], label: coloured}
            attackers""");

    /** A base is trained once, whoever needs it, and what is put around it plays as it does. */
    @Test
    void defensesAreStacked() throws Exception {
        try (Gauntlet gauntlet = open("stacked", 2)) {
            gauntlet.start();
            UUID id = gauntlet.plan(spec(gauntlet, STACKED));
            assertEquals(Ending.COMPLETED, gauntlet.await(id, TournamentListener.SILENT));
            List<Event> trainings = gauntlet.events().readCategory("training", 0, EventStore.MAX_PAGE).stream()
                    .map(Recording::read)
                    .toList();
            List<Event.TrainingPlanned> planned = trainings.stream()
                    .filter(Event.TrainingPlanned.class::isInstance)
                    .map(Event.TrainingPlanned.class::cast)
                    .toList();
            assertEquals(
                    List.of("plain", "wrapping", "wrapping", "wrapping"),
                    planned.stream().map(one -> one.defender().plugin()).toList());
            Event.ModelTrained first = (Event.ModelTrained) trainings.stream()
                    .filter(Event.ModelTrained.class::isInstance)
                    .findFirst()
                    .orElseThrow();
            assertEquals(
                    first.model(),
                    java.util.Objects.requireNonNull(planned.get(1).base()).model());
            assertEquals(
                    4,
                    trainings.stream()
                            .filter(Event.ModelTrained.class::isInstance)
                            .map(one -> ((Event.ModelTrained) one).model())
                            .distinct()
                            .count(),
                    "what learns nothing itself is still told apart");
            Map<String, Event> verdicts = verdicts(gauntlet, id);
            for (int slice = 0; slice < 3; slice++) {
                String cell = " linf-0.2-untargeted-white-box " + slice;
                Event plain = verdicts.get("shake plain" + cell);
                assertEquals(plain, verdicts.get("shake coloured" + cell));
                assertEquals(plain, verdicts.get("shake plain-wrapping" + cell));
                assertEquals(plain, verdicts.get("shake plain-wrapping-wrapping" + cell));
            }
            corrected(gauntlet, id, first.model(), planned.get(1).base().training());
        }
    }

    /** What reaches a base reaches all that is put around it; a defense around it reaches only what has it. */
    private static void corrected(Gauntlet gauntlet, UUID id, String base, UUID training) throws Exception {
        TournamentArchives archives = new TournamentArchives(gauntlet.database());
        assertTrue(archives.streams(id).contains(Ids.training(training)));
        Corrections corrections = new Corrections(gauntlet.database());
        Map<String, Set<String>> reached = Map.of(
                base,
                Set.of("plain", "plain-wrapping", "plain-wrapping-wrapping", "coloured"),
                "defense/plain@1",
                Set.of("plain", "plain-wrapping", "plain-wrapping-wrapping", "coloured"),
                "defense/wrapping@1",
                Set.of("plain-wrapping", "plain-wrapping-wrapping", "coloured"));
        for (Map.Entry<String, Set<String>> one : reached.entrySet()) {
            Corrections.Scope scope =
                    one.getKey().equals(base) ? Corrections.Scope.MODEL : Corrections.Scope.PLUGIN_VERSION;
            UUID revocation =
                    corrections.revoke(scope, one.getKey(), "it leaks", "ann").id();
            assertTrue(gauntlet.projections().await(gauntlet.events().head().position(), Duration.ofSeconds(60)));
            assertEquals(
                    one.getValue(),
                    new TournamentQueries(gauntlet.database())
                            .view(id).orElseThrow().revoked().stream()
                                    .map(TournamentView.RevokedResult::defender)
                                    .collect(Collectors.toSet()),
                    one.getKey());
            Replay replay = gauntlet.replay(id);
            assertEquals(0, replay.matches());
            assertEquals(1, replay.obstacles().size(), replay.obstacles()::toString);
            corrections.lift(revocation, "it does not");
        }
    }

    /** Played by itself an attack meets the draws that it met in the tournament, however the samples are split. */
    private static void triedByItself(String model, Map<String, Event> trained) throws Exception {
        List<Event.MatchScored> slices = trained.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("shake plain linf"))
                .map(entry -> (Event.MatchScored) entry.getValue())
                .toList();
        AttackerSpec shake = new AttackerSpec(
                "any", "shake", "1", JsonNodeFactory.instance.objectNode().put("steps", 5));
        DataSetChoice blobs = new DataSetChoice("blobs", "1", JsonNodeFactory.instance.objectNode());
        try (Trial trial = Trial.open(config("imported", 3))) {
            AttackReport report = trial.attack(
                            new AttackRequest(
                                    model,
                                    blobs,
                                    shake,
                                    Norm.LINF,
                                    OptionalDouble.of(0.2),
                                    null,
                                    Goal.UNTARGETED,
                                    ThreatModel.UNLIMITED,
                                    ThreatModel.UNLIMITED,
                                    0,
                                    OptionalInt.of(60),
                                    5),
                            (over, pieces, done) -> {})
                    .report();
            assertEquals(3, slices.size());
            assertEquals(
                    slices.stream().mapToInt(Event.MatchScored::cleanCorrect).sum(), report.cleanCorrect());
            assertEquals(slices.stream().mapToDouble(Event.MatchScored::wrong).sum(), report.wrong());
            assertEquals(
                    slices.stream().mapToLong(Event.MatchScored::queries).sum(),
                    java.util.Arrays.stream(report.outcomes().queries()).sum());
        }
    }

    /** Without what the test appended. */
    private static byte[] original(Path file) throws Exception {
        byte[] changed = Files.readAllBytes(file);
        return java.util.Arrays.copyOf(changed, changed.length - "changed".length());
    }

    /** The model of the defender {@code plain}. */
    private static String model(Gauntlet gauntlet, UUID tournament) {
        return gauntlet.events().readCategory("match", 0, EventStore.MAX_PAGE).stream()
                .filter(event -> event.type().equals("MatchPlanned"))
                .map(event -> (Event.MatchPlanned) Recording.read(event))
                .filter(plan ->
                        plan.tournament().equals(tournament) && plan.defender().equals("plain"))
                .map(Event.MatchPlanned::model)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void badPlayersFailTheirMatchesAloneAndMistakesAreTold() throws Exception {
        try (Gauntlet gauntlet = open("bad", 2)) {
            assertThrows(
                    InvalidInputException.class, () -> gauntlet.plan(spec(gauntlet, SPEC.replace("0-59", "0-100"))));
            gauntlet.start();
            UUID failing = gauntlet.plan(spec(
                    gauntlet,
                    SPEC.replace("defense: plain\n    label", "defense: failing\n    label")
                            .replace("    params: {epochs: 20}\n", "")));
            UUID throwing = gauntlet.plan(spec(gauntlet, onlyAttack("thrower", "10s")));
            assertEquals(Ending.COMPLETED, gauntlet.await(failing, TournamentListener.SILENT));
            Map<String, Event> played = verdicts(gauntlet, failing);
            assertEquals(6, played.size(), "the other defender's matches were played");
            assertTrue(played.values().stream().allMatch(Event.MatchScored.class::isInstance));

            assertEquals(Ending.COMPLETED, gauntlet.await(throwing, TournamentListener.SILENT));
            for (Event event : verdicts(gauntlet, throwing).values()) {
                Event.MatchForfeited forfeited = (Event.MatchForfeited) event;
                assertEquals("attack", forfeited.by());
                assertEquals("exception", forfeited.cause());
                assertTrue(forfeited.message().contains("this attack always fails"), forfeited.message());
                assertTrue(forfeited.message().contains("PlayersPlugin"), forfeited.message());
            }
            judge(gauntlet);
            cancel(gauntlet);
        }
    }

    private void judge(Gauntlet gauntlet) throws Exception {
        String model = gauntlet.events().readCategory("training", 0, EventStore.MAX_PAGE).stream()
                .filter(event -> event.type().equals("ModelTrained"))
                .map(event -> ((Event.ModelTrained) Recording.read(event)).model())
                .findFirst()
                .orElseThrow();
        float[] grey = new float[10 * 16];
        java.util.Arrays.fill(grey, 0.5f);
        Path file = folder.resolve("grey.npy");
        Files.write(file, Npy.of(grey, 10, 4, 4, 1).bytes());
        DataSetChoice blobs = new DataSetChoice("blobs", "1", JsonNodeFactory.instance.objectNode());
        ThreatModel wide = ThreatModel.whiteBox(Norm.LINF, 1);
        Judgement judgement =
                gauntlet.judge(new JudgeRequest(file, model.substring(0, 12), blobs, Optional.empty(), wide, 1));
        assertEquals(10, judgement.samples());
        assertEquals(0, judgement.beyond());
        assertTrue(judgement.wrong() >= 5, "one grey cannot be both dark and bright");
        ThreatModel narrow = ThreatModel.whiteBox(Norm.LINF, 0.01);
        Judgement strict = gauntlet.judge(new JudgeRequest(file, model, blobs, Optional.empty(), narrow, 1));
        assertEquals(10, strict.beyond());
        assertEquals(10 - strict.cleanCorrect(), strict.wrong());
        InvalidInputException unknown = assertThrows(
                InvalidInputException.class,
                () -> gauntlet.judge(new JudgeRequest(file, "nothing", blobs, Optional.empty(), wide, 1)));
        assertTrue(String.valueOf(unknown.getMessage()).contains("no model"), unknown.getMessage());
    }

    private void cancel(Gauntlet gauntlet) throws Exception {
        UUID id = gauntlet.plan(spec(gauntlet, SPEC.replace("steps: 2", "steps: 100000")));
        gauntlet.cancel(id, "no longer wanted");
        assertEquals(Ending.CANCELLED, gauntlet.await(id, TournamentListener.SILENT));
        assertThrows(InvalidInputException.class, () -> gauntlet.cancel(id, "again"));
        assertFalse(gauntlet.unfinished().contains(id));
    }

    @Test
    void anEndlessAttackForfeitsAndOnceTooMuchRunsTheProcessSaysSo() throws Exception {
        System.clearProperty("gauntlet.test.release");
        try (Gauntlet gauntlet = open("endless", 1)) {
            gauntlet.start();
            UUID id = gauntlet.plan(spec(gauntlet, onlyAttack("endless", "5s")));
            GauntletFailure failure =
                    assertThrows(GauntletFailure.class, () -> gauntlet.await(id, TournamentListener.SILENT));
            assertTrue(String.valueOf(failure.getMessage()).contains("'endless'"), failure.getMessage());
            assertNotEquals(List.of(), gauntlet.abandoned());
            Map<String, Event> verdicts = verdicts(gauntlet, id);
            while (verdicts.isEmpty()) { // the process says so first
                Thread.sleep(20);
                verdicts = verdicts(gauntlet, id);
            }
            Event.MatchForfeited forfeited =
                    (Event.MatchForfeited) verdicts.values().iterator().next();
            assertEquals("attack", forfeited.by());
            assertEquals("timeout", forfeited.cause());
            assertTrue(forfeited.message().endsWith("longer than the limit of 5 s."), forfeited.message());
        } finally {
            System.setProperty("gauntlet.test.release", "now");
        }
    }
}
