package io.gauntlet.store.projection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.gauntlet.store.Database;

/**
 * Keeps projections current in the background, each on a thread and a connection of its own, until closed. Of several
 * processes one keeps a projection; another takes over when it ends. An event that a projection cannot apply stops that
 * projection alone, with the reason in the table projection; the next start tries that event again.
 */
public final class ProjectionRunner implements AutoCloseable {
    private static final long POLL_MILLIS = 50;

    private final Database database;
    private final List<ProjectionLoop> loops = new ArrayList<>();

    private ProjectionRunner(Database database, List<? extends Projection> projections) {
        this.database = database;
        for (Projection projection : projections) {
            loops.add(new ProjectionLoop(database, projection, this::advanced));
        }
    }

    /** Starts them; closed with the database at the latest. */
    public static ProjectionRunner start(Database database, List<? extends Projection> projections) {
        ProjectionRunner runner = new ProjectionRunner(database, projections);
        database.closeWith(runner);
        runner.loops.forEach(ProjectionLoop::start);
        return runner;
    }

    /**
     * Waits until all projections have applied every event up to a position, in this process or another.
     *
     * @param position e.g. that of a {@link io.gauntlet.store.CommitResult} or of the head
     * @return false when the time ran out first
     * @throws ProjectionStopped when one of them stopped before that position
     */
    public boolean await(long position, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        for (ProjectionLoop loop : loops) {
            if (!await(loop, position, deadline)) {
                return false;
            }
        }
        return true;
    }

    private synchronized boolean await(ProjectionLoop loop, long position, long deadline) throws InterruptedException {
        Projection projection = loop.projection();
        while (true) {
            if (loop.fault().isPresent()) {
                throw new ProjectionStopped(projection.name(), loop.fault().get());
            }
            boolean beginning = loop.beginning(); // asked before its row, which may be cleared in between
            ProjectionStatus status = status(projection).orElse(null);
            if (status != null && status.revision() == projection.revision()) {
                if (status.position() >= position) {
                    return true;
                }
                if (status.error().isPresent() && !beginning) {
                    throw new ProjectionStopped(
                            projection.name(), status.error().get());
                }
            }
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            // Our own progress wakes us; another process's is seen by polling.
            wait(Math.min(left, POLL_MILLIS));
        }
    }

    /** How far each projection is; one that never ran is absent. */
    public List<ProjectionStatus> status() {
        return loops.stream()
                .flatMap(loop -> status(loop.projection()).stream())
                .toList();
    }

    private Optional<ProjectionStatus> status(Projection projection) {
        return database.read(connection -> Checkpoint.read(connection, projection.name()));
    }

    private synchronized void advanced() {
        notifyAll();
    }

    @Override
    public void close() {
        loops.forEach(ProjectionLoop::close);
        boolean interrupted = false;
        for (ProjectionLoop loop : loops) {
            try {
                loop.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
