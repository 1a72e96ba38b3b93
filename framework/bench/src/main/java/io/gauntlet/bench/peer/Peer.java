package io.gauntlet.bench.peer;

import java.util.List;

import io.gauntlet.bench.network.Operation;
import io.gauntlet.bench.network.Task;
import io.gauntlet.bench.rounds.Statistics;

/**
 * A peer with several ways to use several threads: processes whose threads spin while they wait for each other, which
 * is best on an idle machine; processes whose threads sleep, which can be a hundred times faster on a busy one; and one
 * thread alone, which is best for small networks. Whichever is fastest at a task counts.
 */
public final class Peer implements AutoCloseable {
    private static final double TRIAL_SECONDS = 0.1;

    private final PeerProcess spinning;
    private final PeerProcess sleeping;

    Peer(PeerProcess spinning, PeerProcess sleeping) {
        this.spinning = spinning;
        this.sleeping = sleeping;
    }

    /** Its name in tables. */
    public String name() {
        return spinning.name();
    }

    /** What it says of itself: name and version. */
    public String version() {
        return spinning.version();
    }

    /**
     * Gives it a task, to be done in the way that was fastest in a trial.
     *
     * @throws io.gauntlet.bench.BenchException when it cannot do this task
     */
    public PeerContestant contestant(Task task) {
        if (task.threads() == 1) {
            return new PeerContestant(spinning, task);
        }
        record Way(PeerProcess process, Task task) {}
        Task alone = new Task(task.network(), task.operation(), task.samples(), 1);
        Way fastest = null;
        double least = Double.POSITIVE_INFINITY;
        for (Way way : List.of(new Way(spinning, task), new Way(sleeping, task), new Way(spinning, alone))) {
            double took = trial(way.process, way.task);
            if (fastest == null || took < least) {
                fastest = way;
                least = took;
            }
        }
        return new PeerContestant(fastest.process, fastest.task);
    }

    private static double trial(PeerProcess process, Task task) {
        // A step of the attack tells as much as all of them.
        Operation operation = task.operation() == Operation.PGD40 ? Operation.GRADIENT : task.operation();
        Task step = new Task(task.network(), operation, task.samples(), task.threads());
        try (PeerContestant contestant = new PeerContestant(process, step)) {
            contestant.burst(0);
            return Statistics.median(contestant.burst(TRIAL_SECONDS));
        }
    }

    @Override
    public void close() {
        spinning.close();
        sleeping.close();
    }
}
