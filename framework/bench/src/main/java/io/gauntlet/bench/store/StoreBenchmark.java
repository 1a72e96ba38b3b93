package io.gauntlet.bench.store;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import io.gauntlet.bench.BenchException;
import io.gauntlet.bench.report.Goal;
import io.gauntlet.bench.report.Line;
import io.gauntlet.bench.report.Ratio;
import io.gauntlet.bench.report.Table;
import io.gauntlet.bench.rounds.Statistics;
import io.gauntlet.store.Database;
import io.gauntlet.store.projection.ProjectionRebuild;
import io.gauntlet.store.projection.ProjectionRunner;
import io.gauntlet.store.projection.TournamentProjection;
import io.gauntlet.store.projection.TournamentQueries;

/** What is measured of the store. */
final class StoreBenchmark {
    private static final int PAGE = 5_000;
    private static final long READ_LIMIT = 400_000;
    private static final double ENOUGH_READS = 400_000;
    private static final int MATCHES_A_SLICE = 100;
    private static final int OUTCOMES_A_MATCH = 100;
    private static final double REBUILD_LIMIT_SECONDS = 30;
    private static final double QUERY_LIMIT_MILLIS = 20;
    private static final int QUERIES = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Database database;
    private final RawEvents raw;
    private final int rounds;
    private final double seconds;
    private final Consumer<String> progress;

    /**
     * @param rounds turns of each side
     * @param seconds of each turn
     */
    StoreBenchmark(Database database, RawEvents raw, int rounds, double seconds, Consumer<String> progress) {
        this.database = database;
        this.raw = raw;
        this.rounds = rounds;
        this.seconds = seconds;
        this.progress = progress;
    }

    /** Appends and reads beside raw JDBC. */
    Table rates() throws Exception {
        List<Line> lines = new ArrayList<>();
        for (int threads : new int[] {1, 8}) {
            for (int batch : new int[] {1, 1000}) {
                Turns turns = Turns.append(
                        () -> StoredEvents.writer(database.events()), raw::writer, threads, batch, rounds, seconds);
                String name = "append " + batch + (batch == 1 ? " event" : " events") + " a transaction, " + threads
                        + (threads == 1 ? " thread" : " threads");
                lines.add(line(name, turns, Goal.atLeast(batch == 1 ? 0.9 : 0.8)));
            }
        }
        try (Connection connection = raw.connect()) {
            Turns turns = Turns.play(
                    () -> rate(() -> StoredEvents.read(database.events(), PAGE, READ_LIMIT)),
                    () -> rate(() -> RawEvents.read(connection, PAGE, READ_LIMIT)),
                    Math.min(rounds, 5));
            // Fast is good enough, whatever raw reads reach.
            lines.add(line("read in order", turns, Goal.atLeast(turns.ours() >= ENOUGH_READS ? 0 : 0.8)));
        }
        return new Table("Acknowledged events of one process", "events/s", List.of("raw JDBC"), "ours / raw", lines);
    }

    private interface Counted {
        long run() throws Exception;
    }

    private static double rate(Counted work) throws Exception {
        long start = System.nanoTime();
        return work.run() * 1e9 / (System.nanoTime() - start);
    }

    private Line line(String name, Turns turns, Goal goal) {
        Line line = new Line(name, turns.ours(), List.of(turns.raw()), turns.ratio(), Optional.of(goal));
        progress.accept(line.alone("events/s", List.of("raw JDBC")));
        return line;
    }

    /** Rebuild and reading of leaderboards, of so many outcomes of samples in matches of 100. */
    Table leaderboards(int outcomes) throws InterruptedException {
        int slices = Math.max(1, outcomes / OUTCOMES_A_MATCH / MATCHES_A_SLICE);
        int matches = slices * MATCHES_A_SLICE;
        progress.accept("recording " + matches + " matches");
        UUID tournament = RecordedMatches.record(database, slices);
        TournamentProjection projection = new TournamentProjection(database.artifacts());
        try (ProjectionRunner running = ProjectionRunner.start(database, List.of(projection))) {
            running.await(database.events().head().position(), PATIENCE);
        }
        long start = System.nanoTime();
        ProjectionRebuild.rebuild(database, projection);
        double rebuilt = (System.nanoTime() - start) / 1e9;
        Line rebuild =
                limited("rebuild of " + matches * OUTCOMES_A_MATCH + " outcomes, s", rebuilt, REBUILD_LIMIT_SECONDS);
        TournamentQueries queries = new TournamentQueries(database);
        double[] millis = new double[QUERIES];
        for (int i = -QUERIES; i < QUERIES; i++) {
            long begun = System.nanoTime();
            if (queries.view(tournament).isEmpty()) {
                throw BenchException.failure("The tournament that was recorded is not shown.");
            }
            millis[Math.max(i, 0)] = (System.nanoTime() - begun) / 1e6;
        }
        Line query = limited(
                "leaderboard with " + matches + " matches stored, ms", Statistics.median(millis), QUERY_LIMIT_MILLIS);
        return new Table("Leaderboards", "s and ms", List.of("limit"), "ours / limit", List.of(rebuild, query));
    }

    private Line limited(String name, double ours, double limit) {
        Line line = new Line(name, ours, List.of(limit), Ratio.of(ours / limit), Optional.of(Goal.atMost(1)));
        progress.accept(line.alone("", List.of("limit")));
        return line;
    }
}
