package io.gauntlet.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The work queue. Jobs are added and finished by {@link EventStore#commit}, together with the events that go with
 * them. A job executes at least once and is recorded once: a worker that lost its lease is refused by
 * {@link FenceLost}. No row is locked while a job executes. Can be used from any thread.
 *
 * <p>A job whose attempts are used up by dying workers turns {@link JobState#FAILED} without an event, since nobody is
 * left to append one: whoever waits for jobs looks at {@link #jobs} and appends the event that says so.
 */
public interface JobQueue {

    /** Registers a worker and starts its heartbeat; close it to return what it holds. */
    Worker register(String name);

    /**
     * Leases the first ready job of the given kinds: highest priority, then oldest. First returns to the queue, or
     * fails, what dead workers held.
     */
    default Optional<JobLease> claim(Set<String> kinds, Worker worker) {
        return claim(JobChoice.any(kinds), worker);
    }

    /** As {@link #claim(Set, Worker)}, of the jobs that the worker would take. */
    Optional<JobLease> claim(JobChoice choice, Worker worker);

    /**
     * Returns to the queue, or fails, what dead workers held, as every claim does: for those that only wait for jobs,
     * since the last worker may have died.
     *
     * @return how many jobs
     */
    int reclaim();

    /** The workers of all processes that live, the oldest first. */
    List<LiveWorker> workers();

    /** Whether the lease is still the job's latest and the job not cancelled; a cheap check during long work. */
    boolean holds(JobLease lease);

    /**
     * Counts a failed attempt: the job is ready again after the delay, or failed with this reason when its attempts
     * are used up.
     *
     * @return the state the job is in now
     * @throws FenceLost when the lease was lost
     */
    JobState retry(JobLease lease, String reason, Duration delay);

    /**
     * Returns a job to the queue without counting an attempt, e.g. while shutting down.
     *
     * @throws FenceLost when the lease was lost
     */
    void release(JobLease lease);

    /**
     * Cancels the jobs whose keys begin so and are ready or running; a running one's result will be refused.
     *
     * @return how many
     */
    int cancel(String keyPrefix, String reason);

    /** Number of jobs by state whose keys begin so; states without jobs are absent. */
    Map<JobState, Long> counts(String keyPrefix);

    /** The jobs whose keys begin so, oldest first. */
    List<Job> jobs(String keyPrefix);
}
