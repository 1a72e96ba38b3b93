package io.gauntlet.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which events name which artifacts: the table event_artifact. */
final class EventArtifacts {
    private final Connections connections;

    EventArtifacts(Connections connections) {
        this.connections = connections;
    }

    /** The names by position, of the events after a position up to and with another; events that name none are absent. */
    Map<Long, List<String>> between(long afterPosition, long lastPosition) {
        return connections.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "select position, sha from event_artifact where position > ? and position <= ?"
                            + " order by position, sha")) {
                query.setLong(1, afterPosition);
                query.setLong(2, lastPosition);
                Map<Long, List<String>> names = new HashMap<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        names.computeIfAbsent(row.getLong(1), position -> new ArrayList<>())
                                .add(Hashes.hex(row.getBytes(2)));
                    }
                }
                return names;
            }
        });
    }
}
