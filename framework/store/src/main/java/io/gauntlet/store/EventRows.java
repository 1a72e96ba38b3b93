package io.gauntlet.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Rows of the table event as {@link RecordedEvent}s. */
final class EventRows {
    static final String SELECT =
            "select position, id, stream, version, type, schema_version, data, meta, recorded_at, content_hash, link"
                    + " from event ";
    static final String AFTER = SELECT + "where position > ? order by position limit ?";

    private EventRows() {}

    static List<RecordedEvent> read(PreparedStatement query) throws SQLException {
        List<RecordedEvent> events = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                events.add(event(row));
            }
        }
        return events;
    }

    private static RecordedEvent event(ResultSet row) throws SQLException {
        return new RecordedEvent(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getLong(4),
                row.getString(5),
                row.getInt(6),
                row.getString(7),
                row.getString(8),
                row.getObject(9, OffsetDateTime.class).toInstant(),
                row.getBytes(10),
                row.getBytes(11));
    }
}
