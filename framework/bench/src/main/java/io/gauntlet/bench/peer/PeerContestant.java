package io.gauntlet.bench.peer;

import io.gauntlet.bench.network.Task;
import io.gauntlet.bench.rounds.Contestant;

/** A peer that was given a task. One at a time for each process. */
public final class PeerContestant implements Contestant {
    private final PeerProcess process;

    /** Makes the peer ready. @throws io.gauntlet.bench.BenchException when it cannot do this task */
    public PeerContestant(PeerProcess process, Task task) {
        this.process = process;
        process.prepare(task);
    }

    @Override
    public String name() {
        return process.name();
    }

    @Override
    public double[] burst(double seconds) {
        return process.burst(seconds);
    }

    @Override
    public void close() {
        process.release();
    }
}
