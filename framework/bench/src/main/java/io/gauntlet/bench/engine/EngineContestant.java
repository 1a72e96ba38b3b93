package io.gauntlet.bench.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

import io.gauntlet.bench.network.Task;
import io.gauntlet.bench.rounds.Contestant;

/** Our engine on operations that leave the network as it is: the batch split over workers of one thread each. */
final class EngineContestant implements Contestant {
    /** The name of our engine among the contestants. */
    static final String NAME = "ours";

    private final List<BatchPart> parts = new ArrayList<>();
    private final List<Runnable> work = new ArrayList<>();
    private final Parts threads;

    /**
     * Compiles a network for each thread.
     *
     * @param largestBlock the most samples to compute together
     */
    EngineContestant(EngineNetworks networks, Task task, int largestBlock) {
        int count = Math.min(task.threads(), task.samples());
        threads = new Parts(count);
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) task.samples() * i / count);
            int to = (int) ((long) task.samples() * (i + 1) / count);
            int block = Math.min(largestBlock, to - from);
            BatchPart part = new BatchPart(networks.create(task.network(), block), from, to - from);
            parts.add(part);
            work.add(
                    switch (task.operation()) {
                        case FORWARD -> part::forward;
                        case GRADIENT -> part::gradient;
                        case PGD40 -> part::climb;
                        case TRAIN_SGD, TRAIN_ADAM ->
                            throw new IllegalArgumentException("Training is another contestant's.");
                    });
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public double[] burst(double seconds) {
        DoubleStream.Builder times = DoubleStream.builder();
        long start = System.nanoTime();
        do {
            long before = System.nanoTime();
            threads.run(work);
            times.add((System.nanoTime() - before) / 1e6);
        } while (System.nanoTime() - start < seconds * 1e9);
        return times.build().toArray();
    }

    @Override
    public void close() {
        threads.close();
        parts.forEach(BatchPart::close);
    }
}
