package io.gauntlet.bench.store;

import java.sql.SQLException;

/** Appends events, for one thread at a time. */
interface EventWriter extends AutoCloseable {
    /** Makes so many events durable in one transaction, and returns when they are. */
    void write(int events) throws SQLException;

    @Override
    void close() throws SQLException;
}
