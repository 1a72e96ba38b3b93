package io.gauntlet.store;

/**
 * A process (or a part of one) that executes jobs. It holds a PostgreSQL session whose advisory lock says that it
 * lives; when the process dies the lock is free and its running jobs return to the queue at once. A daemon thread
 * renews the heartbeat and restores a lost session.
 */
public interface Worker extends AutoCloseable {
    int id();

    String name();

    /** Ends the session and returns the jobs it still holds to the queue without counting an attempt against them. */
    @Override
    void close();
}
