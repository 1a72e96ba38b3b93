package io.gauntlet.runtime.work;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gauntlet.arena.event.Event;
import io.gauntlet.runtime.cost.CostAccount;
import io.gauntlet.runtime.cost.CostAccount.Item;
import io.gauntlet.store.Commit;
import io.gauntlet.store.Database;
import io.gauntlet.store.FenceLost;
import io.gauntlet.store.JobState;

/**
 * Does jobs and settles what becomes of those that could not be done: a job that was asked to end returns to the
 * queue, as does one that met a {@link Standstill}; one that met another fault of the infrastructure is tried again, and one
 * whose lease was lost is dropped.
 */
final class JobRunner {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private final Database database;
    private final CostAccount costs;
    private final Standstill standstill;
    private final Map<String, JobKind> kinds;

    JobRunner(Database database, CostAccount costs, Standstill standstill, Map<String, JobKind> kinds) {
        this.database = database;
        this.costs = costs;
        this.standstill = standstill;
        this.kinds = Map.copyOf(kinds);
    }

    JobKind kind(Assignment assignment) {
        JobKind kind = kinds.get(assignment.lease().kind());
        if (kind == null) {
            throw new IllegalStateException(
                    "There is no kind of job named " + assignment.lease().kind() + ".");
        }
        return kind;
    }

    /** Does a job; whatever happens, nothing of it runs here afterwards. */
    void run(Assignment assignment) {
        costs.since(Item.BUS, assignment.claimed());
        try {
            JobKind kind = kind(assignment);
            if (kind.over(assignment)) {
                finish(assignment);
            } else {
                kind.run(assignment);
            }
        } catch (InterruptedException e) {
            release(assignment);
            Thread.currentThread().interrupt();
        } catch (RejectedExecutionException e) {
            release(assignment);
        } catch (FenceLost e) {
            LOG.debug("{}", e.getMessage());
        } catch (Throwable e) {
            if (standstill.notes(e) || assignment.stop().stopped()) {
                release(assignment);
            } else {
                LOG.warn("{} could not be done: {}", assignment.stream(), e.toString());
                LOG.debug("{}", assignment.stream(), e);
                retry(assignment, Faults.sentence(e));
            }
        }
    }

    /** Whether no more jobs should be begun, because they could not be done or recorded. */
    boolean blocked() {
        return standstill.reason().isPresent();
    }

    private void finish(Assignment assignment) {
        database.events()
                .commit(new Commit(
                        List.of(), List.of(), Optional.of(assignment.lease().succeeded())));
    }

    /** Gives a job back. */
    void release(Assignment assignment) {
        quietly(assignment, () -> database.jobs().release(assignment.lease()));
    }

    /** Tries again later; when all attempts are used up, the record says so. */
    void retry(Assignment assignment, String sentence) {
        quietly(assignment, () -> {
            Duration delay = Duration.ofSeconds(assignment.lease().attempt());
            if (database.jobs().retry(assignment.lease(), sentence, delay) == JobState.FAILED) {
                Event failed = GivenUp.failed(assignment.lease().kind(), sentence);
                GivenUp.record(database, assignment.stream(), assignment.lease().key(), failed);
            }
        });
    }

    private static void quietly(Assignment assignment, Runnable action) {
        try {
            action.run();
        } catch (FenceLost e) {
            LOG.debug("{}", e.getMessage());
        } catch (RuntimeException e) {
            // The lease ends with this worker's session at the latest; a process that is ending has closed it already.
            if (assignment.stop().stopped()) {
                LOG.debug("{} keeps its lease for now: {}", assignment.stream(), e.getMessage());
            } else {
                LOG.warn("{} keeps its lease for now: {}", assignment.stream(), e.getMessage());
            }
        }
    }
}
