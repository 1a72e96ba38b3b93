package io.gauntlet.bench.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.gauntlet.bench.network.Task;
import io.gauntlet.bench.peer.Peer;
import io.gauntlet.bench.report.Line;
import io.gauntlet.bench.report.Ratio;
import io.gauntlet.bench.report.Table;
import io.gauntlet.bench.rounds.Contestant;
import io.gauntlet.bench.rounds.Rounds;

/** Lets our engine and the peers take turns at one task after another. */
final class EngineBenchmark implements AutoCloseable {
    /**
     * How long to measure.
     *
     * @param rounds of each task, at least 1
     * @param seconds of each burst
     * @param limit seconds for each task, after which only the first three rounds are still played
     */
    record Length(int rounds, double seconds, double limit) {}

    private static final int OURS = 0;

    private final EngineNetworks networks;
    private final List<Peer> peers;
    private final int largestBlock;
    private final Length length;
    private final Map<Integer, GemmContestant> gemms = new HashMap<>();
    private final List<Line> times = new ArrayList<>();
    private final List<Line> shares = new ArrayList<>();

    EngineBenchmark(EngineNetworks networks, List<Peer> peers, int largestBlock, Length length) {
        this.networks = networks;
        this.peers = List.copyOf(peers);
        this.largestBlock = largestBlock;
        this.length = length;
    }

    /** Measures one task. @return its line in the table of times */
    Line measure(Task task) {
        List<Contestant> contestants = new ArrayList<>();
        GemmContestant gemm = gemms.computeIfAbsent(task.threads(), GemmContestant::new);
        try {
            contestants.add(
                    task.operation().training()
                            ? new TrainingContestant(task)
                            : new EngineContestant(networks, task, largestBlock));
            peers.forEach(peer -> contestants.add(peer.contestant(task)));
            List<Contestant> all = new ArrayList<>(contestants);
            all.add(gemm);
            return record(task, gemm, Rounds.play(all, length.rounds(), length.seconds(), length.limit()));
        } finally {
            contestants.forEach(Contestant::close);
        }
    }

    private Line record(Task task, GemmContestant gemm, Rounds played) {
        List<Double> others =
                IntStream.rangeClosed(1, peers.size()).mapToObj(played::median).collect(Collectors.toList());
        Ratio ratio = others.isEmpty() ? Ratio.NONE : played.ratio(OURS, 1 + others.indexOf(Collections.min(others)));
        Line line = new Line(task.name(), played.median(OURS), others, ratio, EngineGoals.time(task));
        times.add(line);

        int last = peers.size() + 1;
        double share = task.billions() / gemm.billions();
        Ratio inverse = played.ratio(last, OURS);
        shares.add(new Line(
                task.name(),
                1e3 * task.billions() / played.median(OURS),
                List.of(1e3 * gemm.billions() / played.median(last)),
                new Ratio(share * inverse.median(), share * inverse.lower(), share * inverse.upper()),
                EngineGoals.share(task)));
        return line;
    }

    /** What was measured so far. */
    List<Table> tables() {
        return List.of(
                new Table(
                        "Time",
                        "ms",
                        peers.stream().map(Peer::name).collect(Collectors.toList()),
                        "ours / faster (middle half)",
                        times),
                new Table("Speed", "GFLOP/s", List.of("sgemm"), "share of peak (middle half)", shares));
    }

    @Override
    public void close() {
        gemms.values().forEach(GemmContestant::close);
    }
}
