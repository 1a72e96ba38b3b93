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
     * Reads and computes what these events need of artifacts and the like, on any thread, while those before them may
     * still be under way: nothing of the tables. Applying the page leaves the same tables as {@link #apply} on one event
     * after the other. An exception, here or there, says nothing of which event is to blame.
     *
     * @param events consecutive ones
     */
    default Page prepare(List<RecordedEvent> events) {
        return connection -> {
            for (RecordedEvent event : events) {
                apply(connection, event);
            }
        };
    }

    /** Events that are ready to be applied together, under the rules of {@link #apply}. */
    interface Page {
        void apply(Connection connection) throws SQLException;
    }

    /**
     * The tables it fills, by their unqualified names. They hold nothing that does not come from events, and no
     * generated values, so that two that applied the same events are equal.
     */
    List<String> tables();
}
