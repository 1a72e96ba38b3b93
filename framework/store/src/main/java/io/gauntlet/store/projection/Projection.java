package io.gauntlet.store.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import io.gauntlet.store.RecordedEvent;

/** Tables derived from events, in order of position. */
public interface Projection {

    /** Names it in the table {@code projection}; lower-case, unique. */
    String name();

    /**
     * Raise it whenever {@link #apply} or the tables change meaning: they are then filled anew beside the live ones, which
     * are shown until then.
     */
    int revision();

    /**
     * Changes the tables for one event, using only this connection, without commit or rollback: the checkpoint is
     * stored in the same transaction. Ignores types it does not know. An exception that is not a lost connection stops
     * the projection at this event with a visible error.
     */
    void apply(Connection connection, RecordedEvent event) throws SQLException;

    /**
     * The tables it fills, by their unqualified names. They hold nothing that does not come from events, and no
     * generated values, so that two that applied the same events are equal.
     */
    List<String> tables();
}
