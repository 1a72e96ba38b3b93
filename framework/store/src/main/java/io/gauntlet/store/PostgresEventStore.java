package io.gauntlet.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The event log in the tables event and event_log. */
final class PostgresEventStore implements EventStore, AutoCloseable {
    private final Connections connections;
    private final CommitQueue commits;
    private final Set<EventSubscription> subscriptions = ConcurrentHashMap.newKeySet();

    PostgresEventStore(Connections connections) {
        this.connections = connections;
        this.commits = new CommitQueue(connections);
    }

    @Override
    public CommitResult commit(Commit commit) {
        return commits.commit(commit);
    }

    @Override
    public List<RecordedEvent> readStream(String stream, long afterVersion, int limit) {
        return read(EventRows.SELECT + "where stream = ? and version > ? order by version limit ?", limit, query -> {
            query.setString(1, stream);
            query.setLong(2, afterVersion);
            query.setInt(3, limit);
        });
    }

    @Override
    public List<RecordedEvent> readAll(long afterPosition, int limit) {
        return read(EventRows.AFTER, limit, query -> {
            query.setLong(1, afterPosition);
            query.setInt(2, limit);
        });
    }

    @Override
    public List<RecordedEvent> readCategory(String category, long afterPosition, int limit) {
        String sql =
                EventRows.SELECT + "where split_part(stream, '-', 1) = ? and position > ? order by position limit ?";
        return read(sql, limit, query -> {
            query.setString(1, category);
            query.setLong(2, afterPosition);
            query.setInt(3, limit);
        });
    }

    @Override
    public long positionAt(Instant time) {
        Head head = head();
        long low = 0; // recorded at or before the time, or the beginning
        long high = head.position() + 1; // after it
        if (!head.recordedAt().isAfter(time)) {
            return head.position();
        }
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            List<RecordedEvent> event = readAll(middle - 1, 1);
            if (!event.isEmpty() && event.get(0).recordedAt().isAfter(time)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return low;
    }

    private List<RecordedEvent> read(String sql, int limit, Binder binder) {
        Checks.atLeast("limit of a read", limit, 1);
        if (limit > MAX_PAGE) {
            throw new IllegalArgumentException("A read returns at most " + MAX_PAGE + " events; read page by page.");
        }
        return connections.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                binder.bind(query);
                return EventRows.read(query);
            }
        });
    }

    @Override
    public Head head() {
        return connections.read(connection -> {
            try (PreparedStatement query =
                            connection.prepareStatement("select position, link, recorded_at from event_log");
                    ResultSet row = query.executeQuery()) {
                row.next();
                return Head.of(
                        row.getLong(1),
                        row.getBytes(2),
                        row.getObject(3, OffsetDateTime.class).toInstant());
            }
        });
    }

    @Override
    public ChainReport verifyChain(long afterPosition) {
        return new ChainCheck(this, new EventArtifacts(connections), null).run(afterPosition);
    }

    @Override
    public Subscription subscribe(long afterPosition, Consumer<List<RecordedEvent>> consumer) {
        EventSubscription subscription =
                new EventSubscription(connections, afterPosition, consumer, subscriptions::remove);
        subscriptions.add(subscription);
        subscription.start();
        return subscription;
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
        commits.close();
    }

    private interface Binder {
        void bind(PreparedStatement query) throws SQLException;
    }
}
