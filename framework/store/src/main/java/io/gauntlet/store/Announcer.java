package io.gauntlet.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners of new events right after the commit, on a thread and a session of its own, once for all commits of a
 * moment: NOTIFY inside the commit would make every writer wait for it. A notification that is lost costs
 * latency only, since readers poll too.
 */
final class Announcer implements AutoCloseable, Runnable {
    /** Channel on which the new head's position is announced. */
    static final String CHANNEL = "gauntlet_event";

    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
    private static final long GATHER_NANOS = 25_000_000;
    private static final long CLOSING_MILLIS = 1_000;

    private final Connections connections;
    private volatile @Nullable Thread thread;
    private volatile long latest;
    private volatile boolean idle;
    private volatile boolean closed;

    Announcer(Connections connections) {
        this.connections = connections;
    }

    /** The log now ends at this position. Called by one thread at a time. */
    void announce(long position) {
        latest = position;
        Thread announcing = thread;
        if (announcing == null) {
            announcing = new Thread(this, "gauntlet-announcer");
            announcing.setDaemon(true);
            thread = announcing;
            announcing.start();
        } else if (idle) { // who gathers sees the latest by itself, and to wake it costs the commit
            LockSupport.unpark(announcing);
        }
    }

    @Override
    public void run() {
        long announced = 0;
        while (!closed || latest != announced) {
            try (Connection session = withoutFlush(connections.dedicated());
                    PreparedStatement notify = session.prepareStatement("select pg_notify('" + CHANNEL + "', ?)")) {
                while (true) {
                    long position = latest;
                    if (position == announced) {
                        if (closed) {
                            return;
                        }
                        idle = true;
                        if (latest == announced && !closed) {
                            LockSupport.park(this);
                        }
                        idle = false;
                        continue;
                    }
                    notify.setString(1, Long.toString(position));
                    notify.execute();
                    announced = position;
                    LockSupport.parkNanos(this, GATHER_NANOS);
                }
            } catch (SQLException e) {
                if (closed) {
                    return;
                }
                LOG.debug("New events cannot be announced; readers poll meanwhile.", e);
                LockSupport.parkNanos(this, 8 * GATHER_NANOS);
            }
        }
    }

    /** A notification writes a commit record, and to flush it would hold up the commits of events. */
    private static Connection withoutFlush(Connection session) throws SQLException {
        try (Statement setting = session.createStatement()) {
            setting.execute("set synchronous_commit = off");
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    /** Announces what is not yet, then ends: nothing follows the last event of a process that would announce it. */
    @Override
    public void close() {
        closed = true;
        Thread announcing = thread;
        if (announcing == null) {
            return;
        }
        LockSupport.unpark(announcing);
        try {
            announcing.join(CLOSING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
