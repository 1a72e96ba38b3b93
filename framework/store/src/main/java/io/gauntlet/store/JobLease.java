package io.gauntlet.store;

/**
 * A job that this worker executes until it finishes, retries or releases it, or loses it.
 *
 * @param fence grows with every lease of the job; only the latest lease can finish it
 * @param attempt 1 the first time
 * @param alone whether nothing else may run in the worker's process meanwhile: a worker died of it or beside it before,
 *     and this is the last attempt, so that another death is no other job's
 */
public record JobLease(long id, long fence, String kind, String key, String payload, int attempt, boolean alone) {

    /** The job is done; give this to the commit of its events. */
    public FinishedJob succeeded() {
        return new FinishedJob(id, fence, true, "");
    }

    /** The job failed for good; give this to the commit of the event that says so. */
    public FinishedJob failed(String reason) {
        return new FinishedJob(id, fence, false, reason);
    }
}
