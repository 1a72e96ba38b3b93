package io.gauntlet.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The role that the application works under in the embedded server: it owns the projections and nothing else, and can
 * append events but neither change nor delete them. For a server of the user's, its owner creates such a role and gives
 * it its rights with {@code select grant_to_application('role')}.
 */
final class ApplicationRole {
    static final String NAME = "gauntlet";

    private ApplicationRole() {}

    /** The role's password, from that of the server's owner. */
    static String password(String ownersPassword) {
        return Hashes.hex(Hashes.sha256().digest((NAME + ":" + ownersPassword).getBytes(StandardCharsets.UTF_8)));
    }

    /** Creates the role if there is none, and gives it its rights in this database if it has them not. */
    static void ensure(Connection owner, String password) throws SQLException {
        if (holds(owner, "select exists (select from pg_roles where rolname = ?)")
                && holds(owner, "select has_table_privilege(?, 'public.token', 'insert')")) {
            return;
        }
        try (Statement statement = owner.createStatement()) {
            // Several processes may open a new data folder at once.
            statement.execute("select pg_advisory_lock(7105, 0)");
            try {
                if (!holds(owner, "select exists (select from pg_roles where rolname = ?)")) {
                    statement.execute("create role " + NAME + " login password '" + password + "'");
                }
                statement.execute("select public.grant_to_application('" + NAME + "')");
            } finally {
                statement.execute("select pg_advisory_unlock(7105, 0)");
            }
        }
    }

    private static boolean holds(Connection owner, String question) throws SQLException {
        try (PreparedStatement query = owner.prepareStatement(question)) {
            query.setString(1, NAME);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
