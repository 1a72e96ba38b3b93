package io.gauntlet.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads events after its position until there are none, then waits for a notification, but not for long: what it
 * delivers depends on the table alone, a notification only wakes it.
 */
final class EventSubscription implements Subscription, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(EventSubscription.class);
    private static final int PAGE = 1_000;
    private static final int POLL_MILLIS = 1_000;
    private static final long LONGEST_PAUSE_MILLIS = 3_000;

    private final Connections connections;
    private final Consumer<List<RecordedEvent>> consumer;
    private final Consumer<EventSubscription> ended;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile long position;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable Connection connection;

    EventSubscription(
            Connections connections,
            long afterPosition,
            Consumer<List<RecordedEvent>> consumer,
            Consumer<EventSubscription> ended) {
        this.connections = connections;
        this.position = afterPosition;
        this.consumer = consumer;
        this.ended = ended;
        this.thread = new Thread(this, "gauntlet-subscription");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void run() {
        long pause = 100;
        try {
            while (!closed()) {
                long before = position;
                try (Connection session = connections.dedicated()) {
                    connection = session;
                    deliver(session);
                } catch (SQLException e) {
                    if (!closed()) {
                        LOG.warn("Lost the connection that listens for events; connecting again: {}", e.getMessage());
                    }
                }
                pause = position > before ? 100 : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
                if (closing.await(pause, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failure = e;
            LOG.error("The receiver of events failed after position {}; it gets no more.", position, e);
        } finally {
            connection = null;
            ended.accept(this);
        }
    }

    private void deliver(Connection session) throws SQLException {
        // Listening first: an event committed between the read and the wait wakes the wait.
        try (Statement statement = session.createStatement()) {
            statement.execute("listen " + Announcer.CHANNEL);
        }
        PGConnection notifications = session.unwrap(PGConnection.class);
        try (PreparedStatement query = session.prepareStatement(EventRows.AFTER)) {
            while (!closed()) {
                query.setLong(1, position);
                query.setInt(2, PAGE);
                List<RecordedEvent> page = EventRows.read(query);
                if (closed()) {
                    return;
                }
                if (!page.isEmpty()) {
                    consumer.accept(page);
                    position = page.get(page.size() - 1).position();
                }
                if (page.size() < PAGE) {
                    notifications.getNotifications(POLL_MILLIS);
                }
            }
        }
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    @Override
    public void close() {
        closing.countDown();
        Connection session = connection;
        if (session != null) {
            try {
                session.abort(Runnable::run); // wakes the thread from its wait
            } catch (SQLException e) {
                LOG.debug("The connection that listens for events was gone already.", e);
            }
        }
        if (!thread.equals(Thread.currentThread())) {
            join();
        }
    }

    private void join() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
