package io.gauntlet.store.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gauntlet.store.Database;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.StoreUnavailable;

/**
 * Keeps one projection current, on one session: it holds the advisory lock of the projection's owner, listens, and
 * writes rows and checkpoint. When the session is lost, so are lock and unfinished transaction: two owners never write.
 */
final class ProjectionLoop implements Runnable {
    /** First half of the advisory locks of projections; the second is the hash of the name. */
    static final int LOCK_CLASS = 7104;

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionLoop.class);
    private static final int BATCH = 500;
    private static final int POLL_MILLIS = 1_000;
    private static final int OWNER_POLL_MILLIS = 250;
    private static final int RECONNECT_MILLIS = 300;

    private final Database database;
    private final Projection projection;
    private final Runnable advanced;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Connection session;
    private volatile @Nullable String fault;
    private volatile boolean begun;

    /** @param advanced called after each checkpoint and when the projection stops */
    ProjectionLoop(Database database, Projection projection, Runnable advanced) {
        this.database = database;
        this.projection = projection;
        this.advanced = advanced;
        this.thread = new Thread(this, "gauntlet-projection-" + projection.name());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Why it ended before it met any event. */
    Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /** Whether an error in the table may be one of an earlier start, which this one is about to try again. */
    boolean beginning() {
        return !begun && thread.isAlive();
    }

    Projection projection() {
        return projection;
    }

    @Override
    public void run() {
        try {
            while (!closed()) {
                try (Connection connection = database.dedicatedConnection()) {
                    session = connection;
                    own(connection);
                    return;
                } catch (SQLException | StoreUnavailable e) {
                    if (e instanceof SQLException sql && !Database.isServerFault(sql)) {
                        throw sql;
                    }
                    if (!closed()) {
                        LOG.warn("Projection {} connects again: {}", projection.name(), e.getMessage());
                    }
                }
                if (closing.await(RECONNECT_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException | RuntimeException e) {
            if (!closed()) {
                fault = "it could not begin (" + e + ")";
                LOG.error("Projection {} could not begin", projection.name(), e);
            }
        } finally {
            session = null;
            advanced.run();
        }
    }

    /** Returns when closed or stopped by an event; throws when the session is lost. */
    private void own(Connection connection) throws SQLException, InterruptedException {
        while (!closed() && !lock(connection)) {
            if (closing.await(OWNER_POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen gauntlet_event");
        }
        connection.setAutoCommit(false);
        long position = begin(connection);
        while (!closed()) {
            List<RecordedEvent> page = database.events().readAll(position, BATCH);
            if (page.isEmpty()) {
                connection.unwrap(PGConnection.class).getNotifications(POLL_MILLIS);
                continue;
            }
            if (!apply(connection, page)) {
                return;
            }
            position = page.get(page.size() - 1).position();
        }
    }

    private boolean lock(Connection connection) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select pg_try_advisory_lock(" + LOCK_CLASS + ", hashtext(?))")) {
            query.setString(1, projection.name());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** Where to go on; fills the tables anew beside the live ones first if another revision filled those. */
    private long begin(Connection connection) throws SQLException {
        ProjectionStatus status = Checkpoint.read(connection, projection.name()).orElse(null);
        long position = 0;
        if (status != null && status.revision() == projection.revision()) {
            position = status.position();
            Checkpoint.clearError(connection, projection.name());
        } else if (status == null) {
            empty(connection);
            Checkpoint.restart(connection, projection.name(), projection.revision());
        } else {
            connection.commit();
            position = ProjectionRebuild.renew(database, projection);
        }
        connection.commit();
        begun = true;
        return position;
    }

    private void empty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("truncate " + String.join(", ", projection.tables()));
        }
    }

    /** Applies the events in one transaction, or, if one of them fails, those before it; false if one failed. */
    private boolean apply(Connection connection, List<RecordedEvent> events) throws SQLException {
        if (attempt(connection, events) == null) {
            return true;
        }
        for (RecordedEvent event : events) {
            String error = attempt(connection, List.of(event));
            if (error != null) {
                LOG.error("Projection {} stopped: {}", projection.name(), error);
                Checkpoint.stop(connection, projection.name(), error);
                connection.commit();
                return false;
            }
        }
        return true; // what failed before was not the events' fault
    }

    /** Null when applied and committed, else what failed, rolled back. */
    private @Nullable String attempt(Connection connection, List<RecordedEvent> events) throws SQLException {
        RecordedEvent current = events.get(0);
        try {
            for (RecordedEvent event : events) {
                current = event;
                projection.apply(connection, event);
            }
            Checkpoint.advance(
                    connection, projection.name(), events.get(events.size() - 1).position());
            connection.commit();
            advanced.run();
            return null;
        } catch (SQLException e) {
            if (Database.isServerFault(e)) {
                throw e;
            }
            return rolledBack(connection, current, e);
        } catch (RuntimeException e) {
            return rolledBack(connection, current, e);
        }
    }

    private static String rolledBack(Connection connection, RecordedEvent event, Exception e) throws SQLException {
        connection.rollback();
        LOG.debug("An event was refused by its projection", e);
        return "event " + event + " cannot be applied (" + e + ")";
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    /** Asks the loop to end; {@link #join} waits for it. */
    void close() {
        closing.countDown();
        Connection connection = session;
        if (connection != null) {
            try {
                connection.abort(Runnable::run); // wakes it from its wait; a half-done transaction is rolled back
            } catch (SQLException e) {
                LOG.debug("The session of projection {} was gone already.", projection.name(), e);
            }
        }
    }

    void join() throws InterruptedException {
        thread.join();
    }
}
