package io.gauntlet.bench.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.gauntlet.bench.BenchException;
import io.gauntlet.bench.report.Goal;
import io.gauntlet.bench.report.Line;
import io.gauntlet.bench.report.Ratio;
import io.gauntlet.bench.report.Table;
import io.gauntlet.bench.rounds.Statistics;
import io.gauntlet.bench.store.RecordedMatches;
import io.gauntlet.runtime.Gauntlet;

/** What is measured of the API, while pages follow the stream and matches are recorded. */
final class WebBenchmark {
    private static final double LIMIT_MILLIS = 50;
    private static final double P99 = 0.99;
    private static final int SAMPLES = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Gauntlet gauntlet;
    private final HttpClient client = HttpClient.newBuilder().build();
    private final URI server;
    private final Settings settings;
    private final Consumer<String> progress;
    private final List<Line> lines = new ArrayList<>();

    /**
     * How to measure.
     *
     * @param matches in each of the large tournaments
     * @param readers of the stream
     * @param rate requests a second
     * @param recorded matches a second that are recorded meanwhile
     * @param seconds of each measurement
     */
    record Settings(int matches, int readers, double rate, double recorded, double seconds) {}

    WebBenchmark(Gauntlet gauntlet, URI server, Settings settings, Consumer<String> progress) {
        this.gauntlet = gauntlet;
        this.server = server;
        this.settings = settings;
        this.progress = progress;
    }

    Table run() throws Exception {
        int players = (int) Math.round(Math.sqrt(settings.matches));
        int slices = Math.max(1, settings.matches / 100);
        RecordedMatches sliced = recorded(10, slices);
        RecordedMatches wide = recorded(players, 1);
        RecordedMatches live = new RecordedMatches(gauntlet.database(), 10, 2 * slices, SAMPLES);
        while (live.played() < settings.matches) {
            live.play(100);
        }
        await();
        StreamReaders readers = new StreamReaders(client, server, settings.readers);
        ScheduledExecutorService player = Executors.newSingleThreadScheduledExecutor();
        try {
            long pause = Math.round(1e9 / settings.recorded);
            var playing = player.scheduleAtFixedRate(() -> live.play(1), pause, pause, TimeUnit.NANOSECONDS);
            measure("list of tournaments", "/api/v1/tournaments");
            measure("tables of an ended tournament, 10 x 10 cells in " + slices + " slices", place(sliced));
            measure("tables of an ended tournament, " + players + " x " + players + " cells", place(wide));
            measure("tables of the tournament that is played, 10 x 10 cells", place(live));
            measure("matches of an ended tournament", place(sliced) + "/matches");
            measure("ratings of an ended tournament", place(sliced) + "/ratings");
            if (playing.isDone()) {
                throw BenchException.failure("Recording of matches stopped meanwhile.");
            }
        } finally {
            player.shutdownNow();
        }
        progress.accept(settings.readers + " readers heard " + readers.heard() + " events");
        readers.check();
        return new Table(
                "99th percentile with " + settings.readers + " readers of the stream, " + settings.recorded
                        + " matches recorded a second",
                "ms",
                List.of("limit"),
                "ours / limit",
                lines);
    }

    private RecordedMatches recorded(int players, int slices) {
        progress.accept("recording " + players * players * slices + " matches");
        RecordedMatches matches = new RecordedMatches(gauntlet.database(), players, slices, SAMPLES);
        matches.playAll();
        return matches;
    }

    private void await() throws InterruptedException {
        if (!gauntlet.projections().await(gauntlet.events().head().position(), PATIENCE)) {
            throw BenchException.failure("The tables do not follow the record.");
        }
    }

    private static String place(RecordedMatches matches) {
        return "/api/v1/tournaments/" + matches.id();
    }

    private void measure(String name, String path) throws Exception {
        Requests requests = new Requests(client, server.resolve(path), settings.rate);
        requests.play(settings.seconds / 2);
        double[] millis = requests.play(settings.seconds);
        double p99 = Statistics.quantile(P99, millis);
        Line line =
                new Line(name, p99, List.of(LIMIT_MILLIS), Ratio.of(p99 / LIMIT_MILLIS), Optional.of(Goal.atMost(1)));
        lines.add(line);
        progress.accept(line.alone("ms", List.of("limit"))
                + String.format(java.util.Locale.ROOT, ", median %.1f ms", Statistics.median(millis)));
    }
}
