package io.gauntlet.store;

/** The job was leased to another worker, finished or cancelled in the meantime: drop this late result. */
public final class FenceLost extends StoreException {
    private final long job;
    private final long fence;

    FenceLost(long job, long fence) {
        super("Job " + job + " is no longer leased with fence " + fence + "; its late result is refused.", null);
        this.job = job;
        this.fence = fence;
    }

    public long job() {
        return job;
    }

    public long fence() {
        return fence;
    }
}
