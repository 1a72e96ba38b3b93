package io.gauntlet.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.event.Adaptation;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Split;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.arena.scoring.ArmsRace;
import io.gauntlet.arena.scoring.CellState;
import io.gauntlet.arena.scoring.Scoreboard;
import io.gauntlet.arena.spec.SpecReader;
import io.gauntlet.engine.file.Npy;
import io.gauntlet.runtime.record.ArmsRaces;
import io.gauntlet.runtime.record.CrossEvaluation;
import io.gauntlet.runtime.record.RecordReport;
import io.gauntlet.runtime.record.TournamentRounds;
import io.gauntlet.runtime.testplugin.BlobsPlugin;
import io.gauntlet.runtime.work.Recording;
import io.gauntlet.store.DatabaseConfig;
import io.gauntlet.store.EventStore;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.embedded.EmbeddedPostgres;
import io.gauntlet.store.projection.TournamentQueries;
import io.gauntlet.store.projection.TournamentView;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Cop and robber over three rounds, with the tests' own plug-ins on the embedded database. */
@Timeout(600)
class RoundsTest {
    private static final String SPEC = """
            name: blobs
            seed: 5
            data-set: blobs
            samples: 0-59
            architecture: mlp
            rounds: 3
            material: 30
            defenders:
              - {defense: plain, params: {epochs: 4}, adapts: {epochs: 8}}
              - {defense: [{defense: plain, params: {epochs: 3}}, wrapping], label: twin, adapts: true}
              - {defense: plain, label: still, params: {epochs: 4}}
            attackers:
              - {attack: shake, choices: [{steps: 1}, {steps: 40}]}
              - {attack: borrow, against: [twin]}
            threat-models:
              - {norm: linf, epsilon: 0.4}
            slice: 25
            """;

    @TempDir
    static Path folder;

    private static EmbeddedPostgres server;

    @BeforeAll
    static void packPluginsAndStartServer() throws Exception {
        server = TournamentServer.open(folder, List.of("one", "three", "interrupted", "cold"));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static Gauntlet open(String database, int workers) {
        return Gauntlet.open(new GauntletConfig(
                DatabaseConfig.external(server.url(database), EmbeddedPostgres.USER, server.password()),
                List.of(folder.resolve("plugins")),
                Optional.empty(),
                folder.resolve("cache"),
                workers,
                false));
    }

    private static UUID plan(Gauntlet gauntlet) throws Exception {
        return plan(gauntlet, SPEC);
    }

    private static UUID plan(Gauntlet gauntlet, String spec) throws Exception {
        gauntlet.start();
        return gauntlet.plan(SpecReader.read(spec, "test.yaml", gauntlet.catalog()));
    }

    private static List<Event> events(Gauntlet gauntlet, String category) {
        return gauntlet.events().readCategory(category, 0, EventStore.MAX_PAGE).stream()
                .map(Recording::read)
                .toList();
    }

    private static <E extends Event> List<E> events(Gauntlet gauntlet, String category, Class<E> type) {
        return events(gauntlet, category).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** What was recorded of each match, and who changed how. */
    private static Map<String, Event> verdicts(Gauntlet gauntlet) {
        Map<String, String> names = new TreeMap<>();
        Map<String, Event> verdicts = new TreeMap<>();
        for (RecordedEvent recorded : gauntlet.events().readCategory("match", 0, EventStore.MAX_PAGE)) {
            Event event = Recording.read(recorded);
            if (event instanceof Event.MatchPlanned plan) {
                names.put(
                        recorded.stream(),
                        plan.attacker().label() + " " + plan.defender() + " " + plan.played() + " " + plan.slice());
            } else if (!(event instanceof Event.MatchStarted)) {
                Event twice = verdicts.put(String.valueOf(names.get(recorded.stream())), event);
                assertEquals(null, twice, "a match has one verdict");
            }
        }
        events(gauntlet, "tournament", Event.PlayerAdapted.class)
                .forEach(adapted -> verdicts.put("adapted " + adapted.label(), adapted));
        return verdicts;
    }

    @Test
    void playersAdaptAndTheRecordTellsHowWhoeverWorksAndAfterAnInterruption() throws Exception {
        Map<String, Event> one;
        try (Gauntlet gauntlet = open("one", 1)) {
            UUID id = plan(gauntlet);
            assertEquals(Ending.COMPLETED, gauntlet.await(id, TournamentListener.SILENT));
            one = verdicts(gauntlet);
            lineage(gauntlet);
            neverOfTheTestSplit(gauntlet);
            TournamentView view =
                    new TournamentQueries(gauntlet.database()).view(id).orElseThrow();
            counted(view);
            race(gauntlet, view);
            told(gauntlet, view);
            mixed(gauntlet, view);
            warm(gauntlet);
            RecordReport report =
                    gauntlet.recordCheck().check(Optional.of(id), Optional.empty(), true, TournamentServer.SILENT);
            assertEquals(List.of(), report.differences());
            assertEquals(List.of(), report.unchecked());
        }
        try (Gauntlet gauntlet = open("three", 3)) {
            assertEquals(Ending.COMPLETED, gauntlet.await(plan(gauntlet), TournamentListener.SILENT));
            assertEquals(one, verdicts(gauntlet));
        }
        assertEquals(one, interrupted());
        try (Gauntlet gauntlet = open("cold", 2)) {
            assertEquals(
                    Ending.COMPLETED,
                    gauntlet.await(plan(gauntlet, SPEC + "warm-starts: false\n"), TournamentListener.SILENT));
            assertTrue(events(gauntlet, "match", Event.MatchPlanned.class).stream()
                    .allMatch(plan -> plan.warmStarts().isEmpty()));
            neverWeaker(verdicts(gauntlet), one);
        }
    }

    /** Who came later is attacked from what is stored of those before, sample by sample; that is what it says. */
    private static void warm(Gauntlet gauntlet) throws IOException {
        Map<UUID, Event.MatchScored> scored = new HashMap<>();
        Map<UUID, Event.MatchPlanned> plans = new HashMap<>();
        for (RecordedEvent recorded : gauntlet.events().readCategory("match", 0, EventStore.MAX_PAGE)) {
            Event event = Recording.read(recorded);
            UUID id = io.gauntlet.arena.event.Ids.id(recorded.stream());
            if (event instanceof Event.MatchScored verdict) {
                scored.put(id, verdict);
            } else if (event instanceof Event.MatchPlanned plan) {
                plans.put(id, plan);
            }
        }
        int led = 0;
        for (Map.Entry<UUID, Event.MatchPlanned> entry : plans.entrySet()) {
            Event.MatchPlanned plan = entry.getValue();
            boolean later = plan.defender().contains("@");
            assertTrue(later || plan.warmStarts().isEmpty(), plan.attacker().label() + " " + plan.defender());
            for (Event.WarmStart start : plan.warmStarts()) {
                Event.MatchPlanned earlier = Objects.requireNonNull(plans.get(start.match()));
                Event.MatchScored verdict = Objects.requireNonNull(scored.get(start.match()));
                assertEquals(verdict.examples(), start.examples());
                assertEquals(verdict.outcomes(), start.outcomes());
                assertEquals(plan.played(), earlier.played());
                assertTrue(earlier.round() < plan.round());
            }
            Event.MatchScored verdict = Objects.requireNonNull(scored.get(entry.getKey()));
            led += led(gauntlet, plan, verdict);
        }
        assertTrue(led > 0, "a stored example took a sample that noise did not");
    }

    /** How many samples a match owes to what was stored; each is one that the noise of its own steps did not take. */
    private static int led(Gauntlet gauntlet, Event.MatchPlanned plan, Event.MatchScored verdict) throws IOException {
        int led = Objects.requireNonNull(verdict.conduct()).warmed();
        if (!plan.attacker().plugin().equals("shake")) {
            return led;
        }
        int steps = plan.attacker().params().required("steps").intValue();
        Outcomes outcomes = Outcomes.fromJson(gauntlet.artifacts().read(verdict.outcomes()));
        long after = Arrays.stream(outcomes.firstSuccess())
                .filter(query -> query > steps)
                .count();
        assertEquals(after, led, plan.attacker().label() + " against " + plan.defender());
        return led;
    }

    /** Who is in the first round is the same; who came of it may be another, since the attackers' split is attacked, too. */
    private static void neverWeaker(Map<String, Event> cold, Map<String, Event> warm) {
        int compared = 0;
        for (Map.Entry<String, Event> entry : cold.entrySet()) {
            boolean same = !entry.getKey().contains("@3")
                    && entry.getValue() instanceof Event.MatchScored
                    && warm.containsKey(entry.getKey());
            if (same) {
                compared++;
                double before = ((Event.MatchScored) entry.getValue()).wrong();
                double now = ((Event.MatchScored) Objects.requireNonNull(warm.get(entry.getKey()))).wrong();
                assertTrue(
                        entry.getKey().contains("@2") ? now >= before : now == before,
                        entry.getKey() + ": " + now + " with, " + before + " without");
            }
        }
        assertTrue(compared > 0);
    }

    /** Ends while the first defender learns again. */
    private static Map<String, Event> interrupted() throws Exception {
        CountDownLatch adapting = new CountDownLatch(1);
        UUID id;
        Thread watcher;
        System.setProperty("gauntlet.test.epochs", "8"); // so that it learns still, however late this is closed
        try (Gauntlet gauntlet = open("interrupted", 2)) {
            id = plan(gauntlet);
            watcher = new Thread(() -> {
                try {
                    gauntlet.await(id, new TournamentListener() {
                        @Override
                        public void recorded(RecordedEvent recorded, Event event) {
                            if (event instanceof Event.PlayerAdapted) {
                                adapting.countDown();
                            }
                        }
                    });
                } catch (InterruptedException | RuntimeException e) {
                    // The Gauntlet is closed under it.
                }
            });
            watcher.start();
            adapting.await();
        } finally {
            System.clearProperty("gauntlet.test.epochs");
        }
        watcher.interrupt();
        watcher.join();
        try (Gauntlet gauntlet = open("interrupted", 2)) {
            assertEquals(Set.of(id), gauntlet.unfinished());
            gauntlet.start();
            assertEquals(Ending.COMPLETED, gauntlet.await(id, TournamentListener.SILENT));
            return verdicts(gauntlet);
        }
    }

    private static void lineage(Gauntlet gauntlet) {
        List<Event.PlayerAdapted> adapted = events(gauntlet, "tournament", Event.PlayerAdapted.class);
        Set<String> labels = new HashSet<>();
        adapted.forEach(change -> labels.add(change.from() + " > " + change.label()));
        assertTrue(
                labels.containsAll(Set.of("shake > shake#2", "plain > plain@2", "twin > twin@2")), labels.toString());
        List<Event.RoundStarted> rounds = events(gauntlet, "tournament", Event.RoundStarted.class);
        assertEquals(3, rounds.size());
        Set<UUID> trained = new HashSet<>();
        for (Event.TrainingPlanned training : events(gauntlet, "training", Event.TrainingPlanned.class)) {
            Adaptation adaptation = training.defender().adapted();
            if (adaptation != null) {
                trained.add(adaptation.former().training());
                assertEquals(training.defender().plugin(), "plain", "what is put around learns as ever");
            }
        }
        for (Event.PlayerAdapted change : adapted) {
            if (change.kind() == Kind.DEFENSE) {
                Event.ModelTrained former =
                        gauntlet
                                .events()
                                .readStream("training-" + trained.iterator().next())
                                .stream()
                                .map(Recording::read)
                                .filter(Event.ModelTrained.class::isInstance)
                                .map(Event.ModelTrained.class::cast)
                                .findFirst()
                                .orElseThrow();
                assertTrue(former.model().length() == 64);
                assertTrue(!change.examples().isEmpty() && change.broke() > 0, change.toString());
            }
        }
    }

    /** Every example that a defender learns from is as near to its sample of the attackers' split as was allowed. */
    private static void neverOfTheTestSplit(Gauntlet gauntlet) {
        Splits splits = BlobsPlugin.splits();
        Map<UUID, Event.MatchPlanned> plans = new TreeMap<>();
        for (RecordedEvent recorded : gauntlet.events().readCategory("match", 0, EventStore.MAX_PAGE)) {
            if (Recording.read(recorded) instanceof Event.MatchPlanned plan) {
                plans.put(io.gauntlet.arena.event.Ids.id(recorded.stream()), plan);
            }
        }
        int examples = 0;
        for (Event.TrainingPlanned training : events(gauntlet, "training", Event.TrainingPlanned.class)) {
            Adaptation adaptation = training.defender().adapted();
            for (Adaptation.Lesson lesson : adaptation == null ? List.<Adaptation.Lesson>of() : adaptation.lessons()) {
                Event.MatchPlanned plan = Objects.requireNonNull(plans.get(lesson.match()));
                assertEquals(Split.ATTACKER, plan.split());
                float[] values = Npy.read(gauntlet.artifacts().read(lesson.examples()), "examples")
                        .floats();
                for (int i = 0; i < plan.samples().size(); i++) {
                    assertTrue(near(splits.attacker(), plan.samples().get(i), values, i));
                    examples++;
                }
            }
        }
        assertTrue(examples > 0);
    }

    private static boolean near(Examples split, int sample, float[] values, int row) {
        float[] original = new float[split.length()];
        split.read(sample, original, 0);
        for (int i = 0; i < original.length; i++) {
            if (Math.abs(original[i] - values[row * original.length + i]) > 0.4 + 1e-6) {
                return false;
            }
        }
        return true;
    }

    /** The grid has every configuration against every model, on the test split alone. */
    private static void counted(TournamentView view) {
        Scoreboard board = view.scoreboards().get(0);
        List<String> models = new ArrayList<>(
                board.defenders().stream().map(standing -> standing.defender()).toList());
        assertTrue(models.containsAll(List.of("plain", "plain@2", "twin", "twin@2", "still")), models.toString());
        board.cells().forEach(cell -> {
            boolean meant = !cell.attacker().equals("borrow") || cell.defender().startsWith("twin");
            assertEquals(meant ? CellState.PLAYED : CellState.SKIPPED, cell.state(), cell.toString());
            assertEquals(meant ? 60 : 0, cell.samples(), cell.toString());
        });
        assertEquals(3 * models.size(), board.cells().size());
        board.defenders().forEach(standing -> assertTrue(standing.robustAccuracy() != null, "settled: " + standing));
        assertTrue(
                view.plan().players().stream().anyMatch(player -> player.label().equals("shake#2")));
    }

    /** Who came later faces what was stored before, and only that is tried. */
    private static void race(Gauntlet gauntlet, TournamentView view) throws InterruptedException {
        ArmsRaces races = new ArmsRaces(gauntlet.database());
        assertTrue(races.of(view).get(0).standings().stream().anyMatch(ArmsRace.Standing::waiting));
        CrossEvaluation.Report first = gauntlet.crossEvaluation().replay(view, TournamentServer.SILENT);
        assertEquals(List.of(), first.obstacles());
        assertEquals(
                new CrossEvaluation.Report(0, first.tried(), List.of()),
                gauntlet.crossEvaluation().replay(view, TournamentServer.SILENT));
        ArmsRace race = races.of(view).get(0);
        assertEquals(60, race.samples());
        Set<String> labels = new HashSet<>();
        for (ArmsRace.Standing standing : race.standings()) {
            labels.add(standing.round() + " " + standing.label());
            boolean later = !standing.label().equals(standing.defender());
            assertEquals(later, standing.replayed() != null, standing.toString());
            double worst = Objects.requireNonNull(standing.worst()).share();
            for (ArmsRace.Share share : Arrays.asList(standing.old(), standing.recent(), standing.replayed())) {
                assertTrue(share == null || share.share() >= worst, "the worst case of all: " + standing);
            }
            assertTrue(Objects.requireNonNull(standing.clean()).share() >= worst, standing.toString());
            counted(view, standing);
        }
        assertTrue(
                labels.containsAll(Set.of("1 plain", "2 plain@2", "1 twin", "2 twin@2", "3 still")), labels.toString());
        events(gauntlet, "cross", Event.ExamplesCrossed.class)
                .forEach(crossed -> assertTrue(crossed.defender().contains("@"), crossed.defender()));
    }

    /** What people read of it. */
    private static void told(Gauntlet gauntlet, TournamentView view) {
        TournamentRounds rounds = new ArmsRaces(gauntlet.database()).rounds(view);
        assertEquals(3, rounds.most());
        assertEquals(3, rounds.begun());
        List<Event.PlayerAdapted> adapted = events(gauntlet, "tournament", Event.PlayerAdapted.class);
        assertEquals(
                adapted.stream().map(Event.PlayerAdapted::label).toList(),
                rounds.lineage().stream().map(TournamentRounds.Descent::label).toList());
        Map<String, Integer> learned = new TreeMap<>();
        for (TournamentRounds.Descent descent : rounds.lineage()) {
            assertEquals(descent.kind() == Kind.DEFENSE, descent.examples() != null, descent.toString());
            if (descent.examples() != null) {
                // One draw a sample: each that was taken is one that is learned from, beside those of earlier rounds.
                int before = learned.getOrDefault(descent.from(), 0);
                assertEquals(before + descent.broke(), (double) descent.examples(), descent.toString());
                learned.put(descent.label(), descent.examples());
            }
        }
        assertTrue(learned.keySet().containsAll(Set.of("plain@2", "twin@2")), learned.toString());
    }

    /** Also two defenders with one model, the one that learns and the one that does not, each face all examples. */
    private static void mixed(Gauntlet gauntlet, TournamentView view) throws InterruptedException {
        assertEquals(
                List.of(),
                gauntlet.crossEvaluation().run(view, TournamentServer.SILENT).obstacles());
        Set<String> tried = new HashSet<>();
        events(gauntlet, "cross", Event.ExamplesCrossed.class).forEach(crossed -> tried.add(crossed.defender()));
        assertTrue(tried.containsAll(Set.of("plain", "still", "plain@2", "twin")), tried.toString());
    }

    /** In the first round what is new is all that is old, and both are the standing of the table. */
    private static void counted(TournamentView view, ArmsRace.Standing standing) {
        if (standing.round() == 1) {
            assertEquals(standing.old(), standing.recent());
            assertEquals(standing.old(), standing.worst());
        }
        Scoreboard board = view.scoreboards().get(0);
        double all = board.defenders().stream()
                .filter(one -> one.defender().equals(standing.label()))
                .mapToDouble(one -> Objects.requireNonNull(one.robustAccuracy()))
                .findFirst()
                .orElseThrow();
        assertTrue(
                Objects.requireNonNull(standing.old()).share() >= all - 1e-9,
                "the table counts every configuration: " + standing);
    }
}
