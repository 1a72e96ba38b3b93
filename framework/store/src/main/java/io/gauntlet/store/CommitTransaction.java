package io.gauntlet.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One transaction for several commits: lock the head, load what they must be judged by, judge, write. Lock order: the
 * head, then jobs by id.
 */
final class CommitTransaction {
    // Statements of one text travel together; each sees what was committed before it began, so all but the first see
    // everything up to the locked head.
    private static final String LOCK_AND_LOAD = """
            select position, link, greatest(recorded_at, clock_timestamp()), clock_timestamp() from event_log for update;
            select id, position, stream, version, content_hash from event where id = any(?);
            select s, (select max(version) from event where stream = s) from unnest(?::text[]) s""";
    private static final String LOCK_JOBS =
            ";\nselect id, fence, state from job where id = any(?) order by id for update";
    private static final String INSERT_EVENT = """
            insert into event (position, id, stream, version, type, schema_version, data, meta, recorded_at, \
            content_hash, link) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final int EVENT_COLUMNS = 11;
    private static final String INSERT_EVENT_ARTIFACT = "insert into event_artifact (position, sha) values (?, ?)";
    private static final String FINISH_JOB = """
            update job set state = ?, worker = null, reason = ?, finished_at = clock_timestamp() where id = ?""";
    private static final String INSERT_JOB = """
            insert into job (kind, key, priority, payload, max_attempts) values (?, ?, ?, ?, ?) \
            on conflict (key) do nothing""";
    private static final String MOVE_HEAD = """
            update event_log set position = ?, link = ?, recorded_at = ?;
            select pg_notify('gauntlet_event', ?)""";

    private final Connection connection;
    private Instant serverTime = Instant.EPOCH;

    CommitTransaction(Connection connection) {
        this.connection = connection;
    }

    /** What became of each commit, in order; the caller commits the transaction before it tells anyone. */
    Done run(List<Commit> commits) throws SQLException {
        CommitJudge judge = load(commits);
        List<CommitOutcome> outcomes = new ArrayList<>(commits.size());
        for (Commit commit : commits) {
            try {
                outcomes.add(CommitOutcome.of(judge.judge(commit)));
            } catch (StoreException e) {
                outcomes.add(CommitOutcome.of(e));
            }
        }
        write(judge);
        return new Done(outcomes, judge, serverTime);
    }

    /** @param serverTime the server's clock when the head was locked */
    record Done(List<CommitOutcome> outcomes, CommitJudge judge, Instant serverTime) {}

    private CommitJudge load(List<Commit> commits) throws SQLException {
        List<Append> appends =
                commits.stream().flatMap(c -> c.appends().stream()).toList();
        Object[] ids = appends.stream()
                .flatMap(a -> a.events().stream())
                .map(NewEvent::id)
                .toArray();
        Object[] streams = appends.stream().map(Append::stream).distinct().toArray();
        Object[] jobs = commits.stream()
                .flatMap(c -> c.finished().stream())
                .map(FinishedJob::id)
                .distinct()
                .toArray();
        String sql = jobs.length == 0 ? LOCK_AND_LOAD : LOCK_AND_LOAD + LOCK_JOBS;
        try (PreparedStatement load = connection.prepareStatement(sql)) {
            load.setArray(1, connection.createArrayOf("uuid", ids));
            load.setArray(2, connection.createArrayOf("text", streams));
            if (jobs.length > 0) {
                load.setArray(3, connection.createArrayOf("bigint", jobs));
            }
            load.execute();
            ResultSet head = load.getResultSet();
            head.next();
            long position = head.getLong(1);
            byte[] link = head.getBytes(2);
            Instant recordedAt = head.getObject(3, OffsetDateTime.class).toInstant();
            serverTime = head.getObject(4, OffsetDateTime.class).toInstant();
            load.getMoreResults();
            Map<UUID, CommitJudge.Known> known = known(load.getResultSet());
            load.getMoreResults();
            Map<String, Long> versions = versions(load.getResultSet());
            Map<Long, CommitJudge.Lease> leases = Map.of();
            if (jobs.length > 0) {
                load.getMoreResults();
                leases = leases(load.getResultSet());
            }
            return new CommitJudge(position, link, recordedAt, known, versions, leases);
        }
    }

    private static Map<UUID, CommitJudge.Known> known(ResultSet rows) throws SQLException {
        Map<UUID, CommitJudge.Known> known = new HashMap<>();
        while (rows.next()) {
            known.put(
                    rows.getObject(1, UUID.class),
                    new CommitJudge.Known(rows.getLong(2), rows.getString(3), rows.getLong(4), rows.getBytes(5)));
        }
        return known;
    }

    private static Map<String, Long> versions(ResultSet rows) throws SQLException {
        Map<String, Long> versions = new HashMap<>();
        while (rows.next()) {
            versions.put(rows.getString(1), rows.getLong(2)); // null reads as 0: the stream is empty
        }
        return versions;
    }

    private static Map<Long, CommitJudge.Lease> leases(ResultSet rows) throws SQLException {
        Map<Long, CommitJudge.Lease> leases = new HashMap<>();
        while (rows.next()) {
            leases.put(rows.getLong(1), new CommitJudge.Lease(rows.getLong(2), JobState.ofSql(rows.getString(3))));
        }
        return leases;
    }

    private void write(CommitJudge judge) throws SQLException {
        writeEvents(judge);
        batch(INSERT_EVENT_ARTIFACT, judge.artifacts(), (statement, reference) -> {
            statement.setLong(1, reference.position());
            statement.setBytes(2, Hashes.bytes(reference.sha()));
        });
        batch(FINISH_JOB, judge.finished(), (statement, job) -> {
            statement.setString(1, (job.succeeded() ? JobState.SUCCEEDED : JobState.FAILED).sql());
            statement.setString(2, job.reason());
            statement.setLong(3, job.id());
        });
        batch(INSERT_JOB, judge.jobs(), (statement, job) -> {
            statement.setString(1, job.kind());
            statement.setString(2, job.key());
            statement.setInt(3, job.priority());
            statement.setObject(4, job.payload(), Types.OTHER);
            statement.setInt(5, job.maxAttempts());
        });
    }

    /** Events and new head; a single event, the usual case, travels together with the head. */
    private void writeEvents(CommitJudge judge) throws SQLException {
        List<RecordedEvent> events = judge.accepted();
        if (events.isEmpty()) {
            return;
        }
        boolean single = events.size() == 1;
        if (!single) {
            batch(INSERT_EVENT, events, CommitTransaction::bind);
        }
        try (PreparedStatement move =
                connection.prepareStatement(single ? INSERT_EVENT + ";\n" + MOVE_HEAD : MOVE_HEAD)) {
            int offset = 0;
            if (single) {
                bind(move, events.get(0));
                offset = EVENT_COLUMNS;
            }
            move.setLong(offset + 1, judge.position());
            move.setBytes(offset + 2, judge.link());
            move.setObject(offset + 3, judge.recordedAt().atOffset(ZoneOffset.UTC));
            move.setString(offset + 4, Long.toString(judge.position()));
            move.execute();
        }
    }

    private static void bind(PreparedStatement statement, RecordedEvent event) throws SQLException {
        statement.setLong(1, event.position());
        statement.setObject(2, event.id());
        statement.setString(3, event.stream());
        statement.setLong(4, event.version());
        statement.setString(5, event.type());
        statement.setInt(6, event.schema());
        statement.setObject(7, event.data(), Types.OTHER);
        statement.setObject(8, event.meta(), Types.OTHER);
        statement.setObject(9, event.recordedAt().atOffset(ZoneOffset.UTC));
        statement.setBytes(10, event.contentHash());
        statement.setBytes(11, event.link());
    }

    private <T> void batch(String sql, List<T> rows, Binder<T> binder) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (T row : rows) {
                binder.bind(statement, row);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private interface Binder<T> {
        void bind(PreparedStatement statement, T row) throws SQLException;
    }
}
