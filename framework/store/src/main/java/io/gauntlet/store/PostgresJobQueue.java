package io.gauntlet.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.LoggerFactory;

/** The work queue in the tables job and worker. */
final class PostgresJobQueue implements JobQueue, AutoCloseable {
    private static final long RECLAIM_NANOS = Duration.ofSeconds(1).toNanos();

    private final Connections connections;
    private final DeadWorkers deadWorkers = new DeadWorkers();
    private final Set<WorkerSession> workers = ConcurrentHashMap.newKeySet();
    private final AtomicLong reclaimed = new AtomicLong(System.nanoTime() - 2 * RECLAIM_NANOS);

    PostgresJobQueue(Connections connections) {
        this.connections = connections;
    }

    @Override
    public Worker register(String name) {
        WorkerSession worker = new WorkerSession(connections, name, this::returnJobs);
        worker.start();
        workers.add(worker);
        return worker;
    }

    /** A worker that leaves in order returns what it holds, which counts against nobody. */
    private void returnJobs(WorkerSession worker) {
        workers.remove(worker);
        try {
            connections.query(connection -> {
                try (PreparedStatement update = connection.prepareStatement("""
                        with held as (select id from job where worker = ? and state = 'running' order by id for update)
                        update job set state = 'ready', worker = null where id in (select id from held)""")) {
                    update.setInt(1, worker.id());
                    return update.executeUpdate();
                }
            });
        } catch (StoreUnavailable e) {
            LoggerFactory.getLogger(PostgresJobQueue.class)
                    .warn("The jobs of worker {} return later: {}", worker.name(), e.getMessage());
        }
    }

    @Override
    public Optional<JobLease> claim(JobChoice choice, Worker worker) {
        if (!(worker instanceof WorkerSession session) || !workers.contains(session)) {
            throw new IllegalArgumentException("Worker " + worker.name() + " is not registered with this queue.");
        }
        session.ensureLocked();
        boolean looked = reclaimIfDue();
        Optional<JobLease> lease = claimReady(choice, worker);
        if (lease.isPresent() || looked) {
            return lease;
        }
        // Nothing else to do: perhaps somebody died this very moment.
        return reclaim() > 0 ? claimReady(choice, worker) : lease;
    }

    private boolean reclaimIfDue() {
        long now = System.nanoTime();
        long last = reclaimed.get();
        if (now - last < RECLAIM_NANOS || !reclaimed.compareAndSet(last, now)) {
            return false;
        }
        reclaim();
        return true;
    }

    @Override
    public int reclaim() {
        return connections.transaction(deadWorkers::reclaim);
    }

    private Optional<JobLease> claimReady(JobChoice choice, Worker worker) {
        return connections.query(connection -> {
            try (PreparedStatement claim = connection.prepareStatement("""
                    update job set state = 'running', worker = ?, fence = fence + 1, started_at = clock_timestamp()
                    where id = (select id from job where state = 'ready' and kind = any(?)
                        and not_before <= clock_timestamp()
                        and (? or deaths = 0 or attempts + 1 < max_attempts)
                        and id <> all(?)
                        order by priority desc, id limit 1 for update skip locked)
                    returning id, fence, kind, key, payload, attempts, deaths > 0 and attempts + 1 >= max_attempts""")) {
                claim.setInt(1, worker.id());
                claim.setArray(
                        2, connection.createArrayOf("text", choice.kinds().toArray()));
                claim.setBoolean(3, choice.alone());
                claim.setArray(
                        4, connection.createArrayOf("bigint", choice.except().toArray()));
                try (ResultSet row = claim.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    return Optional.of(new JobLease(
                            row.getLong(1),
                            row.getLong(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getInt(6) + 1,
                            row.getBoolean(7)));
                }
            }
        });
    }

    @Override
    public boolean holds(JobLease lease) {
        return connections.read(connection -> {
            try (PreparedStatement query =
                    connection.prepareStatement("select 1 from job where id = ? and fence = ? and state = 'running'")) {
                query.setLong(1, lease.id());
                query.setLong(2, lease.fence());
                try (ResultSet row = query.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    @Override
    public JobState retry(JobLease lease, String reason, Duration delay) {
        Checks.text("reason of a retry", reason);
        return connections.query(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update job set worker = null, attempts = attempts + 1, reason = ?,
                        state = case when attempts + 1 >= max_attempts then 'failed' else 'ready' end,
                        finished_at = case when attempts + 1 >= max_attempts then clock_timestamp() end,
                        not_before = clock_timestamp() + make_interval(secs => ?)
                    where id = ? and fence = ? and state = 'running' returning state""")) {
                update.setString(1, reason);
                update.setDouble(2, delay.toMillis() / 1000.0);
                update.setLong(3, lease.id());
                update.setLong(4, lease.fence());
                try (ResultSet row = update.executeQuery()) {
                    if (!row.next()) {
                        throw new FenceLost(lease.id(), lease.fence());
                    }
                    return JobState.ofSql(row.getString(1));
                }
            }
        });
    }

    @Override
    public void release(JobLease lease) {
        int changed = connections.query(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update job set state = 'ready', worker = null
                    where id = ? and fence = ? and state = 'running'""")) {
                update.setLong(1, lease.id());
                update.setLong(2, lease.fence());
                return update.executeUpdate();
            }
        });
        if (changed == 0) {
            throw new FenceLost(lease.id(), lease.fence());
        }
    }

    @Override
    public int cancel(String keyPrefix, String reason) {
        return connections.transaction(connection -> {
            // Locks in order of id, as commits do, so that the two cannot wait for each other.
            try (PreparedStatement update = connection.prepareStatement("""
                    with cancelled as (select id from job where starts_with(key, ?) and state in ('ready', 'running')
                        order by id for update)
                    update job set state = 'cancelled', worker = null, reason = ?, finished_at = clock_timestamp()
                    where id in (select id from cancelled)""")) {
                update.setString(1, keyPrefix);
                update.setString(2, reason);
                return update.executeUpdate();
            }
        });
    }

    @Override
    public Map<JobState, Long> counts(String keyPrefix) {
        return connections.read(connection -> {
            Map<JobState, Long> counts = new EnumMap<>(JobState.class);
            try (PreparedStatement query = connection.prepareStatement(
                    "select state, count(*) from job where starts_with(key, ?) group by state")) {
                query.setString(1, keyPrefix);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        counts.put(JobState.ofSql(row.getString(1)), row.getLong(2));
                    }
                }
            }
            return counts;
        });
    }

    @Override
    public List<Job> jobs(String keyPrefix) {
        return connections.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("""
                    select j.id, j.kind, j.key, j.state, j.priority, j.payload, j.attempts, j.deaths,
                        j.max_attempts, coalesce(w.name, ''), j.reason
                    from job j left join worker w on w.id = j.worker where starts_with(j.key, ?) order by j.id""")) {
                query.setString(1, keyPrefix);
                return jobs(query);
            }
        });
    }

    private static List<Job> jobs(PreparedStatement query) throws SQLException {
        List<Job> jobs = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                jobs.add(new Job(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        JobState.ofSql(row.getString(4)),
                        row.getInt(5),
                        row.getString(6),
                        row.getInt(7),
                        row.getInt(8),
                        row.getInt(9),
                        row.getString(10),
                        row.getString(11)));
            }
        }
        return jobs;
    }

    @Override
    public List<LiveWorker> workers() {
        return connections.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("""
                    select w.id, w.name, w.started_at, w.heartbeat_at,
                        array(select j.key from job j where j.worker = w.id and j.state = 'running' order by j.key)
                    from worker w where exists (select 1 from pg_locks l
                        where l.locktype = 'advisory' and l.classid = ? and l.objid = w.id and l.objsubid = 2 and l.granted
                            and l.database = (select oid from pg_database where datname = current_database()))
                    order by w.id""")) {
                query.setInt(1, WorkerSession.LOCK_CLASS);
                List<LiveWorker> workers = new ArrayList<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        workers.add(new LiveWorker(
                                row.getInt(1),
                                row.getString(2),
                                row.getObject(3, OffsetDateTime.class).toInstant(),
                                row.getObject(4, OffsetDateTime.class).toInstant(),
                                List.of((String[]) row.getArray(5).getArray())));
                    }
                }
                return workers;
            }
        });
    }

    @Override
    public void close() {
        workers.forEach(Worker::close);
    }
}
