package io.gauntlet.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.rating.Mixture;
import io.gauntlet.arena.rating.Ratings;
import io.gauntlet.arena.scoring.CellRecord;
import io.gauntlet.arena.scoring.DefenderStanding;
import io.gauntlet.arena.scoring.Interval;
import io.gauntlet.arena.scoring.Scoreboard;
import io.gauntlet.arena.scoring.ScoringRule;
import io.gauntlet.arena.spec.Mode;
import io.gauntlet.arena.spec.SpecReader;
import io.gauntlet.runtime.record.CrossEvaluation;
import io.gauntlet.runtime.record.Leaderboards;
import io.gauntlet.runtime.record.Mixtures;
import io.gauntlet.runtime.record.RecordReport;
import io.gauntlet.runtime.work.Recording;
import io.gauntlet.store.DatabaseConfig;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.embedded.EmbeddedPostgres;
import io.gauntlet.store.projection.AsOf;
import io.gauntlet.store.projection.Corrections;
import io.gauntlet.store.projection.RecordedCells;
import io.gauntlet.store.projection.TournamentQueries;
import io.gauntlet.store.projection.TournamentView;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The same tournament in both modes, with the tests' own plug-ins on the embedded database. */
@Timeout(600)
class VerdictModeTest {
    private static final String SPEC = """
            name: blobs
            seed: 5
            data-set: blobs
            samples: 0-59
            architecture: mlp
            defenders:
              - {defense: plain}
              - {defense: plain, label: longer, params: {epochs: 20}}
              - {defense: [plain, wrapping], label: twin}
            attackers:
              - {attack: borrow}
              - {attack: shake, label: long, params: {steps: 40}}
              - {attack: shake, label: short, params: {steps: 2}}
            threat-models:
              - {norm: linf, epsilon: 0.4}
            slice: 25
            """;

    @TempDir
    static Path folder;

    private static EmbeddedPostgres server;

    @BeforeAll
    static void packPluginsAndStartServer() throws Exception {
        server = TournamentServer.open(folder, List.of("matrix", "one", "three", "stopped"));
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

    private static UUID play(Gauntlet gauntlet, String spec) throws Exception {
        gauntlet.start();
        UUID id = gauntlet.plan(SpecReader.read(spec, "test.yaml", gauntlet.catalog()));
        assertEquals(Ending.COMPLETED, gauntlet.await(id, TournamentListener.SILENT));
        return id;
    }

    /** The worst of each sample, by defender. */
    private static Map<String, Map<Integer, Double>> worst(TournamentQueries queries, UUID id) {
        Map<String, Map<Integer, Double>> worst = new HashMap<>();
        for (RecordedCells cells : queries.records(id, AsOf.now())) {
            for (CellRecord cell : cells.cells()) {
                cell.samples()
                        .forEach(verdict -> worst.computeIfAbsent(cell.defender(), key -> new HashMap<>())
                                .merge(verdict.sample(), verdict.wrong(), Math::max));
            }
        }
        return worst;
    }

    /** What each cell was given, and what came of it. */
    private static Map<String, List<CellRecord.Verdict>> verdicts(TournamentQueries queries, UUID id) {
        Map<String, List<CellRecord.Verdict>> verdicts = new HashMap<>();
        queries.records(id, AsOf.now())
                .forEach(cells -> cells.cells()
                        .forEach(cell -> verdicts.put(cell.attacker() + " " + cell.defender(), cell.samples())));
        return verdicts;
    }

    @Test
    void theWorstCaseIsTheSameForAnyNumberOfWorkersAndCanBeVerified() throws Exception {
        Map<String, Map<Integer, Double>> whole;
        List<Double> robust;
        try (Gauntlet gauntlet = open("matrix", 2)) {
            UUID id = play(gauntlet, SPEC);
            TournamentQueries queries = new TournamentQueries(gauntlet.database());
            whole = worst(queries, id);
            robust = robust(queries.view(id).orElseThrow());
            mixed(gauntlet, queries.view(id).orElseThrow());
        }
        Map<String, List<CellRecord.Verdict>> one;
        Map<String, List<CellRecord.Verdict>> stopped;
        try (Gauntlet gauntlet = open("one", 1)) {
            UUID id = play(gauntlet, SPEC + "mode: verdict\n");
            TournamentQueries queries = new TournamentQueries(gauntlet.database());
            assertEquals(whole, worst(queries, id));
            one = verdicts(queries, id);
            inTurn(gauntlet, queries.view(id).orElseThrow(), robust);
            playedAgain(gauntlet, id, one);
            stopped = stopsEarly(gauntlet);
        }
        try (Gauntlet gauntlet = open("three", 3)) {
            UUID id = play(gauntlet, SPEC + "mode: verdict\n");
            assertEquals(one, verdicts(new TournamentQueries(gauntlet.database()), id));
            assertEquals(stopped, stopsEarly(gauntlet));
        }
    }

    /** What is tried on a twin of the defender that it was made for does there what it did. */
    private static void mixed(Gauntlet gauntlet, TournamentView view) throws Exception {
        Mixtures mixtures = new Mixtures(gauntlet.database());
        assertEquals(Mixture.NOT_CROSSED, mixtures.of(view).get(0).open());
        CrossEvaluation.Report report = gauntlet.crossEvaluation().run(view, TournamentServer.SILENT);
        assertEquals(List.of(), report.obstacles());
        assertEquals((3 + 3 + 1) * 3 * 2, report.tried(), "each match on the two other defenders");
        CrossEvaluation.Report again = gauntlet.crossEvaluation().run(view, TournamentServer.SILENT);
        assertEquals(0, again.tried());
        assertEquals(report.tried(), again.known());
        Map<UUID, String> made = new HashMap<>();
        Map<UUID, List<Double>> recorded = new HashMap<>();
        TournamentQueries queries = new TournamentQueries(gauntlet.database());
        Map<String, List<CellRecord.Verdict>> verdicts =
                verdicts(queries, view.summary().id());
        for (var match : queries.matches(view.summary().id())) {
            made.put(match.id(), match.defender());
            int from = match.attacker().equals("borrow") ? 0 : 25 * match.slice();
            recorded.put(
                    match.id(),
                    verdicts.get(match.attacker() + " " + match.defender()).stream()
                            .skip(from)
                            .limit(Objects.requireNonNull(match.samples()))
                            .map(CellRecord.Verdict::wrong)
                            .toList());
        }
        int twins = 0;
        for (RecordedEvent event :
                gauntlet.events().readStream(Ids.cross(view.summary().id()))) {
            Event.ExamplesCrossed crossed = (Event.ExamplesCrossed) Recording.read(event);
            if ("plain".equals(made.get(crossed.match())) && crossed.defender().equals("twin")) {
                assertEquals(recorded.get(crossed.match()), crossed.lost());
                twins++;
            }
        }
        assertEquals(7, twins);
        Mixture mixture = mixtures.of(view).get(0);
        double best = mixture.defenders().stream()
                .mapToDouble(Mixture.Share::alone)
                .max()
                .orElseThrow();
        assertTrue(Objects.requireNonNull(mixture.guaranteed()) >= best, mixture.toString());
        assertEquals(
                1,
                mixture.defenders().stream().mapToDouble(Mixture.Share::weight).sum(),
                1e-9);
    }

    /** Its cells stop together, slice by slice, and say what is known of those samples at whatever moment. */
    private static Map<String, List<CellRecord.Verdict>> stopsEarly(Gauntlet gauntlet) throws Exception {
        UUID id = play(gauntlet, SPEC.replace("slice: 25", "slice: 10") + "early-stop: 0.5\n");
        TournamentQueries queries = new TournamentQueries(gauntlet.database());
        TournamentView view = queries.view(id).orElseThrow();
        Scoreboard board = view.scoreboards().get(0);
        assertEquals(0.5, board.earlyStop());
        for (DefenderStanding standing : board.defenders()) {
            List<Integer> samples = board.cells().stream()
                    .filter(cell -> cell.defender().equals(standing.defender()))
                    .map(cell -> cell.samples())
                    .distinct()
                    .toList();
            assertEquals(1, samples.size(), samples.toString());
            assertTrue(samples.get(0) < 60, "stopped early: " + samples);
            Interval interval = Objects.requireNonNull(standing.robustInterval());
            assertTrue(interval.width() < 0.55, "what comes last may move it: " + interval);
            assertEquals(
                    Interval.anytime(
                            Objects.requireNonNull(standing.robustAccuracy()) * samples.get(0), samples.get(0)),
                    interval);
        }
        assertNull(new Leaderboards(gauntlet.database(), gauntlet::catalog)
                .ratings(view, AsOf.now(), ScoringRule.PLAYED)
                .get(0)
                .open());
        return verdicts(queries, id);
    }

    private static List<Double> robust(TournamentView view) {
        return view.scoreboards().get(0).defenders().stream()
                .map(DefenderStanding::robustAccuracy)
                .toList();
    }

    private static void inTurn(Gauntlet gauntlet, TournamentView view, List<Double> robust) throws Exception {
        assertEquals(robust, robust(view));
        Scoreboard board = view.scoreboards().get(0);
        assertEquals(Mode.VERDICT, board.mode());
        assertEquals(
                List.of("short", "long", "borrow"),
                board.cells().stream().map(cell -> cell.attacker()).distinct().toList(),
                "the cheap first, and last those that need all samples at once");
        for (var cell : board.cells()) {
            assertEquals(60, cell.samples() + cell.spared(), cell.toString());
            assertEquals(cell.attacker().equals("short"), cell.spared() == 0, cell.toString());
        }
        List<Ratings> ratings =
                new Leaderboards(gauntlet.database(), gauntlet::catalog).ratings(view, AsOf.now(), ScoringRule.PLAYED);
        assertEquals(Mode.NOT_COMPARED, ratings.get(0).open());
        assertThrows(
                InvalidInputException.class, () -> gauntlet.crossEvaluation().run(view, TournamentServer.SILENT));
        RecordReport report = gauntlet.recordCheck()
                .check(Optional.of(view.summary().id()), Optional.empty(), true, TournamentServer.SILENT);
        assertEquals(List.of(), report.differences());
        assertEquals(List.of(), report.unchecked());
        assertTrue(report.examples() < 3 * 3 * 60, "fewer than the grid has");
    }

    /** One match that no longer counts has those before and after it played again. */
    private static void playedAgain(Gauntlet gauntlet, UUID id, Map<String, List<CellRecord.Verdict>> before)
            throws Exception {
        TournamentQueries queries = new TournamentQueries(gauntlet.database());
        UUID first = queries.matches(id).stream()
                .filter(match ->
                        match.attacker().equals("short") && match.defender().equals("plain"))
                .findFirst()
                .orElseThrow()
                .id();
        new Corrections(gauntlet.database()).revoke(Corrections.Scope.MATCH, first.toString(), "a probe", "ann");
        assertTrue(gauntlet.projections().await(gauntlet.events().head().position(), Duration.ofSeconds(60)));
        assertNull(queries.view(id).orElseThrow().scoreboards().get(0).defenders().stream()
                .filter(standing -> standing.defender().equals("plain"))
                .findFirst()
                .orElseThrow()
                .rank());
        assertEquals(3 + 3 + 1, gauntlet.replay(id).matches());
        assertEquals(Ending.COMPLETED, gauntlet.await(id, TournamentListener.SILENT));
        assertEquals(before, verdicts(queries, id));
    }

    @Test
    void aFailingAttackEndsTheTournamentWhereTheSpecSaysSo() throws Exception {
        try (Gauntlet gauntlet = open("stopped", 1)) {
            gauntlet.start();
            String spec = SPEC.replace("attack: borrow", "attack: thrower") + "on-crash: stop\n";
            UUID id = gauntlet.plan(SpecReader.read(spec, "test.yaml", gauntlet.catalog()));
            assertEquals(Ending.CANCELLED, gauntlet.await(id, TournamentListener.SILENT));
            String reason = new TournamentQueries(gauntlet.database())
                    .view(id)
                    .orElseThrow()
                    .summary()
                    .reason();
            assertTrue(String.valueOf(reason).contains("this attack always fails"), reason);
            assertTrue(String.valueOf(reason).contains("on-crash: stop"), reason);
        }
    }
}
