package io.gauntlet.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.gauntlet.store.ArtifactStore.Collected;

/** Artifacts that no event names and that nobody put for a while. */
final class OrphanedArtifacts {
    private static final String ORPHANS = """
            from artifact a where last_used <= clock_timestamp() - make_interval(secs => ?)
            and not exists (select from event_artifact e where e.sha = a.sha)""";

    private final Connections connections;

    OrphanedArtifacts(Connections connections) {
        this.connections = connections;
    }

    Collected count(Duration unusedFor) {
        return connections.read(connection -> {
            try (PreparedStatement query =
                    connection.prepareStatement("select count(*), coalesce(sum(size), 0) " + ORPHANS)) {
                query.setDouble(1, seconds(unusedFor));
                return collected(query);
            }
        });
    }

    Collected delete(Duration unusedFor) {
        Collected total = new Collected(0, 0);
        Collected some;
        do {
            some = connections.transaction(connection -> deleteSome(connection, unusedFor));
            total = new Collected(total.artifacts() + some.artifacts(), total.bytes() + some.bytes());
        } while (some.artifacts() > 0);
        return total;
    }

    private static Collected deleteSome(Connection connection, Duration unusedFor) throws SQLException {
        Object[] locked = lock(connection, unusedFor);
        if (locked.length == 0) {
            return new Collected(0, 0);
        }
        // A second statement: it sees the references of all commits that ended before the locks were had, and later
        // ones wait for the locks and then find nothing to refer to.
        try (PreparedStatement delete = connection.prepareStatement("""
                with deleted as (delete from artifact a where sha = any(?)
                    and not exists (select from event_artifact e where e.sha = a.sha) returning size)
                select count(*), coalesce(sum(size), 0) from deleted""")) {
            delete.setArray(1, connection.createArrayOf("bytea", locked));
            return collected(delete);
        }
    }

    private static Object[] lock(Connection connection, Duration unusedFor) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select sha " + ORPHANS + " order by sha limit 100 for update skip locked")) {
            query.setDouble(1, seconds(unusedFor));
            List<byte[]> names = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    names.add(row.getBytes(1));
                }
            }
            return names.toArray(byte[][]::new);
        }
    }

    private static Collected collected(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            row.next();
            return new Collected(row.getLong(1), row.getLong(2));
        }
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
