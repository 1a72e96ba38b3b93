package io.gauntlet.bench.rounds;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.gauntlet.bench.report.Ratio;

/** What contestants reached, round by round. */
public final class Rounds {
    /** Fewer rounds than this say nothing about a busy machine. */
    private static final int FEWEST = 3;

    /** For each contestant the median time of each round. */
    private final double[][] times;

    private Rounds(double[][] times) {
        this.times = times;
    }

    /**
     * Lets all take turns, beginning with another one in each round.
     *
     * @param contestants each warmed up by a first burst that does not count
     * @param rounds how many
     * @param seconds of each burst
     * @param limit seconds after which no further round begins once there were three
     */
    public static Rounds play(List<? extends Contestant> contestants, int rounds, double seconds, double limit) {
        int count = contestants.size();
        List<double[]> played = new ArrayList<>();
        contestants.forEach(contestant -> contestant.burst(seconds));
        long start = System.nanoTime();
        while (played.size() < rounds
                && (played.size() < Math.min(FEWEST, rounds) || System.nanoTime() - start < limit * 1e9)) {
            double[] round = new double[count];
            for (int turn = 0; turn < count; turn++) {
                int next = (turn + played.size()) % count;
                round[next] = Statistics.median(contestants.get(next).burst(seconds));
            }
            played.add(round);
        }
        double[][] times = new double[count][];
        for (int i = 0; i < count; i++) {
            int at = i;
            times[i] = played.stream().mapToDouble(round -> round[at]).toArray();
        }
        return new Rounds(times);
    }

    /** The median over the rounds of a contestant's time, in milliseconds. */
    public double median(int contestant) {
        return Statistics.median(times[contestant]);
    }

    /** The ratio of the times of two contestants in the same round. */
    public Ratio ratio(int ours, int peer) {
        double[] ratios = IntStream.range(0, times[ours].length)
                .mapToDouble(round -> times[ours][round] / times[peer][round])
                .toArray();
        return new Ratio(
                Statistics.median(ratios), Statistics.quantile(0.25, ratios), Statistics.quantile(0.75, ratios));
    }
}
