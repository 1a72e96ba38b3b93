package io.gauntlet.bench.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.gauntlet.bench.report.Ratio;
import io.gauntlet.bench.rounds.Statistics;

/**
 * Rates of two sides that take turns.
 *
 * @param ours events a second, the median of the rounds
 * @param raw likewise
 * @param ratio ours / raw in the same round
 */
record Turns(double ours, double raw, Ratio ratio) {
    /** One turn: works for a while and returns events a second. */
    interface Side {
        double turn() throws Exception;
    }

    /** A first turn of each does not count. */
    static Turns play(Side ours, Side raw, int rounds) throws Exception {
        ours.turn();
        raw.turn();
        double[] first = new double[rounds];
        double[] second = new double[rounds];
        double[] ratios = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            if (round % 2 == 0) {
                first[round] = ours.turn();
                second[round] = raw.turn();
            } else {
                second[round] = raw.turn();
                first[round] = ours.turn();
            }
            ratios[round] = first[round] / second[round];
        }
        return new Turns(
                Statistics.median(first),
                Statistics.median(second),
                new Ratio(
                        Statistics.median(ratios),
                        Statistics.quantile(0.25, ratios),
                        Statistics.quantile(0.75, ratios)));
    }

    /** A side on which each writer has a thread and appends for so long, so many events at a time. */
    static Side appending(ExecutorService threads, List<EventWriter> writers, int batch, double seconds) {
        return () -> {
            long start = System.nanoTime();
            long end = start + (long) (seconds * 1e9);
            List<Callable<Long>> work = new ArrayList<>();
            for (EventWriter writer : writers) {
                work.add(() -> {
                    long count = 0;
                    do {
                        writer.write(batch);
                        count += batch;
                    } while (System.nanoTime() < end);
                    return count;
                });
            }
            long total = 0;
            for (Future<Long> count : threads.invokeAll(work)) {
                total += count.get();
            }
            return total * 1e9 / (System.nanoTime() - start);
        };
    }

    /** Writers of both sides, on so many threads. */
    static Turns append(
            Callable<EventWriter> ours, Callable<EventWriter> raw, int threads, int batch, int rounds, double seconds)
            throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<EventWriter> all = new ArrayList<>();
        try {
            for (int i = 0; i < threads; i++) {
                all.add(ours.call());
                all.add(raw.call());
            }
            List<EventWriter> first = new ArrayList<>();
            List<EventWriter> second = new ArrayList<>();
            for (int i = 0; i < all.size(); i += 2) {
                first.add(all.get(i));
                second.add(all.get(i + 1));
            }
            return play(appending(pool, first, batch, seconds), appending(pool, second, batch, seconds), rounds);
        } finally {
            pool.shutdown();
            for (EventWriter writer : all) {
                writer.close();
            }
        }
    }
}
