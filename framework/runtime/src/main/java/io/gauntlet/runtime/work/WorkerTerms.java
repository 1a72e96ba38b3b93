package io.gauntlet.runtime.work;

import io.gauntlet.runtime.JobListener;

/**
 * How a worker works.
 *
 * @param name for people
 * @param leaving whether jobs that need other plug-ins or data than this process has are left to other workers; without
 *     it they are tried and fail, so that a process which plays by itself comes to an end
 * @param listener hears of its jobs
 */
public record WorkerTerms(String name, boolean leaving, JobListener listener) {
    /** Of a process that plays by itself. */
    static WorkerTerms byItself(boolean leaving) {
        return new WorkerTerms(WorkerName.ofThisProcess(), leaving, JobListener.DEAF);
    }
}
