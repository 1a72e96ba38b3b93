package io.gauntlet.runtime.work;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gauntlet.runtime.JobListener;
import io.gauntlet.store.JobLease;

/** The jobs that a worker leaves to others. Each reason is told once. */
final class LeftJobs {
    private static final Logger LOG = LoggerFactory.getLogger(LeftJobs.class);

    private final JobListener listener;
    private final Set<Long> jobs = ConcurrentHashMap.newKeySet();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    LeftJobs(JobListener listener) {
        this.listener = listener;
    }

    /** Their ids. */
    Set<Long> jobs() {
        return jobs;
    }

    void add(JobLease lease, String why) {
        jobs.add(lease.id());
        if (told.add(why)) {
            LOG.warn("Jobs are left to other workers: {}", why);
            listener.left(why);
        }
    }
}
