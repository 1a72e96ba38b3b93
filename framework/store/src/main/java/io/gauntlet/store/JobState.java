package io.gauntlet.store;

import java.util.Locale;

/** Where a job is in its life. */
public enum JobState {
    /** Waits for a worker. */
    READY,
    /** Leased to a worker. */
    RUNNING,
    SUCCEEDED,
    /** Failed for good: by its worker's word, or because its attempts are used up. */
    FAILED,
    CANCELLED;

    /** Whether nothing more happens to the job. */
    public boolean over() {
        return this != READY && this != RUNNING;
    }

    String sql() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JobState ofSql(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
