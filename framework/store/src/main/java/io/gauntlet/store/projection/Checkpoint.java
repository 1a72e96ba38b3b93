package io.gauntlet.store.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A projection's row in the table projection. */
final class Checkpoint {
    private static final String SELECT = "select name, revision, position, error from projection";

    private Checkpoint() {}

    static Optional<ProjectionStatus> read(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SELECT + " where name = ?")) {
            query.setString(1, name);
            return statuses(query).stream().findFirst();
        }
    }

    /** All that ever ran, by name. */
    static List<ProjectionStatus> readAll(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SELECT + " order by name")) {
            return statuses(query);
        }
    }

    private static List<ProjectionStatus> statuses(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            List<ProjectionStatus> all = new ArrayList<>();
            while (row.next()) {
                all.add(new ProjectionStatus(
                        row.getString(1), row.getInt(2), row.getLong(3), Optional.ofNullable(row.getString(4))));
            }
            return all;
        }
    }

    /** Begins at the first event, under this revision. */
    static void restart(Connection connection, String name, int revision) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into projection (name, revision, position) values (?, ?, 0) on conflict (name) do update
                set revision = excluded.revision, position = 0, error = null, updated_at = clock_timestamp()""")) {
            upsert.setString(1, name);
            upsert.setInt(2, revision);
            upsert.executeUpdate();
        }
    }

    /** Everything up to this position is applied. */
    static void advance(Connection connection, String name, long position) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update projection set position = ?, error = null, updated_at = clock_timestamp() where name = ?""")) {
            update.setLong(1, position);
            update.setString(2, name);
            update.executeUpdate();
        }
    }

    static void stop(Connection connection, String name, String error) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update projection set error = ?, updated_at = clock_timestamp() where name = ?")) {
            update.setString(1, error);
            update.setString(2, name);
            update.executeUpdate();
        }
    }

    /** The projection starts again where it stopped. */
    static void clearError(Connection connection, String name) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update projection set error = null where name = ? and error is not null")) {
            update.setString(1, name);
            update.executeUpdate();
        }
    }
}
