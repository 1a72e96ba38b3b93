package io.gauntlet.store.projection;

import java.sql.Connection;
import java.sql.SQLException;

import io.gauntlet.store.RecordedEvent;

/** Tables derived from events, in order of position. */
public interface Projection {

    /** Names it in the table {@code projection}; lower-case, unique. */
    String name();

    /** Raise it whenever {@link #apply} or the tables change meaning: the tables are then rebuilt from the first event. */
    int revision();

    /**
     * Changes the tables for one event, using only this connection, without commit or rollback: the checkpoint is
     * stored in the same transaction. Ignores types it does not know. An exception that is not a lost connection stops
     * the projection at this event with a visible error.
     */
    void apply(Connection connection, RecordedEvent event) throws SQLException;

    /** Empties the tables, in the same manner. */
    void reset(Connection connection) throws SQLException;
}
