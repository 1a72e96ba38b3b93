package io.gauntlet.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker's session: the advisory lock that says it lives, and the heartbeat that says it is not stalled. */
final class WorkerSession implements Worker, Runnable {
    /** First half of the advisory locks of workers; the second is the worker's id. */
    static final int LOCK_CLASS = 7103;

    private static final Logger LOG = LoggerFactory.getLogger(WorkerSession.class);
    private static final int BEAT_MILLIS = 500;

    private final Connections connections;
    private final int id;
    private final String name;
    private final Consumer<WorkerSession> ended;
    private final Thread thread;
    private @Nullable Connection session; // guarded by this
    private boolean closed; // guarded by this

    WorkerSession(Connections connections, String name, Consumer<WorkerSession> ended) {
        this.connections = connections;
        this.name = Checks.text("name of a worker", name);
        this.ended = ended;
        this.id = connections.query(connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into worker (name) values (?) returning id")) {
                insert.setString(1, name);
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            }
        });
        this.thread = new Thread(this, "gauntlet-worker-heartbeat");
        thread.setDaemon(true);
    }

    void start() {
        ensureLocked();
        thread.start();
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    /** Takes the lock again if the session was lost; a worker without its lock must not claim. */
    synchronized void ensureLocked() {
        if (closed) {
            throw new IllegalStateException("Worker " + name + " is closed.");
        }
        try {
            if (session == null || session.isClosed()) {
                session = null;
                session = lock();
            }
        } catch (SQLException e) {
            throw Failures.translate(e, connections.address());
        }
    }

    private Connection lock() throws SQLException {
        Connection fresh = connections.dedicated();
        try (Statement statement = fresh.createStatement()) {
            // A machine that vanished without a word is noticed after 25 s.
            statement.execute("set tcp_keepalives_idle = 10");
            statement.execute("set tcp_keepalives_interval = 5");
            statement.execute("set tcp_keepalives_count = 3");
            statement.execute("set lock_timeout = '10s'");
            // Others hold it for moments only, while they look whether this worker lives.
            statement.execute("select pg_advisory_lock(" + LOCK_CLASS + ", " + id + ")");
            return fresh;
        } catch (SQLException e) {
            fresh.close();
            throw e;
        }
    }

    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(BEAT_MILLIS);
                if (!beat()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Renews the heartbeat, restoring a lost session; false when closed. */
    private synchronized boolean beat() {
        if (closed) {
            return false;
        }
        try {
            if (session == null || session.isClosed()) {
                session = null;
                session = lock();
                LOG.warn("Worker {} has its database session again.", name);
            }
            try (PreparedStatement update =
                    session.prepareStatement("update worker set heartbeat_at = clock_timestamp() where id = ?")) {
                update.setInt(1, id);
                update.executeUpdate();
            }
        } catch (SQLException e) {
            LOG.warn("Worker {} lost its database session: {}", name, e.getMessage());
            dropSession();
        }
        return true;
    }

    private void dropSession() {
        Connection old = session;
        session = null;
        if (old != null) {
            try {
                old.close();
            } catch (SQLException e) {
                LOG.debug("The lost session could not be closed.", e);
            }
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        thread.interrupt();
        try {
            ended.accept(this); // under the lock still: whoever looks for dead workers now must not find its jobs
        } finally {
            synchronized (this) {
                dropSession();
            }
        }
    }
}
