package io.gauntlet.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The session and the prepared statements of {@link SingleTripCommit}. Opens again after a failure. */
final class GuessSession implements AutoCloseable {
    // The head's row is updated first: its lock orders the writers, and a writer that had to wait finds another
    // position in it, and then adds nothing.
    private static final String MOVE_HEAD = """
            with head as (
                update event_log set position = ?, link = ?, recorded_at = ?
                where position = ? and link = ? and recorded_at <= ? and clock_timestamp() between ? and ? returning single)
            """;
    private static final String INSERT = """
            insert into event (position, id, stream, version, type, schema_version, data, meta, recorded_at,
                content_hash, link)
            """;
    private static final String ONE = MOVE_HEAD + INSERT + """
            select ?::bigint, ?::uuid, ?::text, ?::bigint, ?::text, ?::integer, ?::json, ?::json, ?::timestamptz,
                ?::bytea, ?::bytea
            from head""";
    private static final String MANY = MOVE_HEAD + INSERT + """
            select ?::bigint + number, id, stream, version, type, schema_version, data::json, meta::json,
                ?::timestamptz, content_hash, link
            from head, unnest(?::uuid[], ?::text[], ?::bigint[], ?::text[], ?::integer[], ?::text[], ?::text[],
                    ?::bytea[], ?::bytea[]) with ordinality
                as e (id, stream, version, type, schema_version, data, meta, content_hash, link, number)""";
    private static final String VERSIONS =
            "select s, (select max(version) from event where stream = s) from unnest(?::text[]) s";

    private final Connections connections;
    private final Duration tolerance;
    private @Nullable Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    /** Writes no events whose times are further from the server's clock than the tolerance. */
    GuessSession(Connections connections, Duration tolerance) {
        this.connections = connections;
        this.tolerance = tolerance;
    }

    /**
     * Writes what was accepted, together with the head, unless the head has moved.
     *
     * @param position of the head that the judge began at
     * @param now the server's time as far as it is known here
     * @return false when nothing was written
     */
    boolean commit(long position, Instant now, CommitJudge judge) throws SQLException {
        List<RecordedEvent> events = judge.accepted();
        try {
            boolean one = events.size() == 1;
            PreparedStatement statement = statement(one ? ONE : MANY);
            Binder bind = new Binder(statement);
            bind.number(judge.position());
            bind.bytes(judge.link());
            bind.time(judge.recordedAt());
            bind.number(position);
            bind.bytes(judge.linkBefore());
            bind.time(judge.recordedAt());
            bind.time(now.minus(tolerance));
            bind.time(now.plus(tolerance));
            if (one) {
                bindOne(bind, events.get(0));
            } else {
                bindMany(bind, position, judge.recordedAt(), events);
            }
            return statement.executeUpdate() > 0;
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    private static void bindOne(Binder bind, RecordedEvent event) throws SQLException {
        bind.number(event.position());
        bind.other(event.id());
        bind.text(event.stream());
        bind.number(event.version());
        bind.text(event.type());
        bind.number(event.schema());
        bind.other(event.data());
        bind.other(event.meta());
        bind.time(event.recordedAt());
        bind.bytes(event.contentHash());
        bind.bytes(event.link());
    }

    private void bindMany(Binder bind, long position, Instant time, List<RecordedEvent> events) throws SQLException {
        int n = events.size();
        Object[] ids = new Object[n];
        String[] streams = new String[n];
        long[] versions = new long[n];
        String[] types = new String[n];
        int[] schemas = new int[n];
        String[] data = new String[n];
        String[] meta = new String[n];
        byte[][] contentHashes = new byte[n][];
        byte[][] links = new byte[n][];
        for (int i = 0; i < n; i++) {
            RecordedEvent event = events.get(i);
            ids[i] = event.id();
            streams[i] = event.stream();
            versions[i] = event.version();
            types[i] = event.type();
            schemas[i] = event.schema();
            data[i] = event.data();
            meta[i] = event.meta();
            contentHashes[i] = event.contentHash();
            links[i] = event.link();
        }
        bind.number(position);
        bind.time(time);
        bind.array("uuid", ids);
        bind.array("text", streams);
        bind.array("bigint", versions);
        bind.array("text", types);
        bind.array("integer", schemas);
        bind.array("text", data);
        bind.array("text", meta);
        bind.array("bytea", contentHashes);
        bind.array("bytea", links);
    }

    /** Versions of streams; 0 when empty. */
    Map<String, Long> versions(Collection<String> streams) throws SQLException {
        try {
            PreparedStatement query = statement(VERSIONS);
            new Binder(query).array("text", streams.toArray(String[]::new));
            Map<String, Long> versions = new HashMap<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    versions.put(row.getString(1), row.getLong(2));
                }
            }
            return versions;
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    private PreparedStatement statement(String sql) throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = connections.dedicated();
            try (Statement settings = open.createStatement()) {
                // One plan for ever, made when the tables may still be empty: it must use the indexes.
                settings.execute("set plan_cache_mode = force_generic_plan");
                settings.execute("set enable_seqscan = off");
            }
            connection = open;
        }
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = open.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    /** Gives the session back; the next commit opens another. */
    @Override
    public void close() {
        Connection old = connection;
        connection = null;
        statements.clear();
        if (old != null) {
            try {
                old.close();
            } catch (SQLException e) {
                LoggerFactory.getLogger(GuessSession.class).debug("The session for commits was gone already.", e);
            }
        }
    }

    /** Parameters in order. */
    private static final class Binder {
        private final PreparedStatement statement;
        private int index;

        Binder(PreparedStatement statement) {
            this.statement = statement;
        }

        void number(long value) throws SQLException {
            statement.setLong(++index, value);
        }

        void text(String value) throws SQLException {
            statement.setString(++index, value);
        }

        void bytes(byte[] value) throws SQLException {
            statement.setBytes(++index, value);
        }

        void time(Instant value) throws SQLException {
            statement.setObject(++index, OffsetDateTime.ofInstant(value, ZoneOffset.UTC));
        }

        void other(Object value) throws SQLException {
            statement.setObject(++index, value, Types.OTHER);
        }

        void array(String type, Object values) throws SQLException {
            Array array = statement
                    .getConnection()
                    .unwrap(org.postgresql.PGConnection.class)
                    .createArrayOf(type, values);
            statement.setArray(++index, array);
        }
    }
}
