package io.gauntlet.store.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.gauntlet.store.Database;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.StoreUnavailable;

/**
 * Fills the tables of a projection anew, from the first event, in a schema beside the live ones, which are shown and kept
 * current meanwhile; then compares the two or exchanges them, in one transaction.
 */
public final class ProjectionRebuild {
    private static final String SCHEMA = "projection_rebuild";
    /** First half of the advisory lock that one rebuild of a projection holds. */
    private static final int LOCK_CLASS = 7106;

    private final Database database;
    private final Projection projection;
    private final Connection connection;
    private long position;

    private ProjectionRebuild(Database database, Projection projection, Connection connection) {
        this.database = database;
        this.projection = projection;
        this.connection = connection;
    }

    /**
     * Fills the tables anew and puts them in the place of the live ones, at the position that these have reached.
     *
     * @throws ProjectionStopped when an event cannot be applied; the live tables stay as they are
     */
    public static RebuildReport rebuild(Database database, Projection projection) {
        return run(database, projection, true);
    }

    /** Fills the tables anew, says whether they equal the live ones row by row, and leaves these as they are. */
    public static RebuildReport check(Database database, Projection projection) {
        return run(database, projection, false);
    }

    private static RebuildReport run(Database database, Projection projection, boolean exchange) {
        try (Connection connection = database.dedicatedConnection()) {
            ProjectionRebuild rebuild = new ProjectionRebuild(database, projection, connection);
            rebuild.begin();
            rebuild.applyUpTo(rebuild.livePosition(false), true);
            rebuild.applyUpTo(rebuild.livePosition(true), false);
            Optional<String> difference = exchange ? Optional.empty() : rebuild.difference();
            if (exchange) {
                rebuild.exchange();
            }
            connection.commit();
            return new RebuildReport(projection.name(), rebuild.position, exchange, difference);
        } catch (SQLException e) {
            throw database.explain(e);
        }
    }

    /** For the owner of a projection: brings its tables to a new revision and the end of the log; returns the position. */
    static long renew(Database database, Projection projection) throws SQLException {
        try (Connection connection = database.dedicatedConnection()) {
            ProjectionRebuild rebuild = new ProjectionRebuild(database, projection, connection);
            rebuild.begin();
            rebuild.applyUpTo(database.events().head().position(), true);
            rebuild.exchange();
            Checkpoint.restart(connection, projection.name(), projection.revision());
            Checkpoint.advance(connection, projection.name(), rebuild.position);
            connection.commit();
            return rebuild.position;
        }
    }

    private void begin() throws SQLException {
        try (Statement settings = connection.createStatement();
                PreparedStatement lock =
                        connection.prepareStatement("select pg_advisory_lock(" + LOCK_CLASS + ", hashtext(?))")) {
            settings.execute("set lock_timeout = '30s'");
            lock.setString(1, projection.name());
            lock.execute();
        } catch (SQLException e) {
            if (!"55P03".equals(e.getSQLState())) {
                throw e;
            }
            throw new ProjectionStopped(
                    projection.name(), "another process is rebuilding it: try again when it is done.", e);
        }
        try (Statement statement = connection.createStatement()) {
            for (String table : projection.tables()) {
                statement.execute("drop table if exists " + SCHEMA + "." + table);
                statement.execute("create table " + SCHEMA + "." + table + " (like " + live(table) + " including all)");
            }
            statement.execute("set search_path = " + SCHEMA + ", public, projection");
        }
        connection.setAutoCommit(false);
    }

    /** The live table, with its schema. */
    private String live(String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select schemaname from pg_tables where tablename = ? and schemaname in ('public', 'projection')")) {
            query.setString(1, table);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new ProjectionStopped(projection.name(), "there is no table " + table + ".");
                }
                return row.getString(1) + "." + table;
            }
        }
    }

    /** @param hold whether the live tables must not advance until this transaction ends */
    private long livePosition(boolean hold) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select position from projection where name = ?" + (hold ? " for update" : ""))) {
            query.setString(1, projection.name());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    /** @param commit whether to commit now and then; not while the live tables are held */
    private void applyUpTo(long last, boolean commit) throws SQLException {
        try (PageReader pages = new PageReader(database, projection, position, last)) {
            for (PageReader.Read page = pages.next(); page != null; page = pages.next()) {
                Savepoint before = connection.setSavepoint(); // a full rollback would let go of the live tables
                try {
                    page.ready().apply(connection);
                    connection.releaseSavepoint(before);
                } catch (SQLException | RuntimeException e) {
                    if (isServerFault(e)) {
                        throw e;
                    }
                    connection.rollback(before);
                    applySingly(page.events());
                }
                position = page.last();
                if (commit) {
                    connection.commit();
                }
            }
        }
    }

    /** Applies what failed together, one event after the other, so that the one to blame is named. */
    private void applySingly(List<RecordedEvent> events) throws SQLException {
        for (RecordedEvent event : events) {
            try {
                projection.apply(connection, event);
            } catch (SQLException | RuntimeException e) {
                if (isServerFault(e)) {
                    throw e;
                }
                throw new ProjectionStopped(projection.name(), "event " + event + " cannot be applied (" + e + ")", e);
            }
        }
    }

    private static boolean isServerFault(Exception e) {
        return e instanceof StoreUnavailable || (e instanceof SQLException sql && Database.isServerFault(sql));
    }

    private Optional<String> difference() throws SQLException {
        for (String table : projection.tables()) {
            String live = live(table);
            String rebuilt = SCHEMA + "." + table;
            for (String[] pair : new String[][] {{live, rebuilt, "live"}, {rebuilt, live, "rebuilt"}}) {
                String sql = "select row from (select t::text as row from " + pair[0]
                        + " t except all select t::text from " + pair[1] + " t) difference order by row limit 1";
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery(sql)) {
                    if (row.next()) {
                        return Optional.of("Only the " + pair[2] + " table " + table + " holds " + row.getString(1));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private void exchange() throws SQLException {
        List<String> statements = new ArrayList<>();
        for (String table : projection.tables()) {
            String live = live(table);
            statements.add("drop table " + live);
            statements.add(
                    "alter table " + SCHEMA + "." + table + " set schema " + live.substring(0, live.indexOf('.')));
        }
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
