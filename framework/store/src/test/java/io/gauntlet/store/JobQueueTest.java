package io.gauntlet.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Jobs execute at least once, are recorded once, and never get lost with their worker. */
class JobQueueTest {
    private static Database database;
    private static JobQueue jobs;
    private String kind = "";

    @BeforeAll
    static void open() {
        database = TestServer.open(JobQueueTest.class);
        jobs = database.jobs();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void ownKind() {
        kind = "kind" + UUID.randomUUID();
    }

    @Test
    void claimsByPriorityThenAge() {
        add("a", 0);
        add("b", 5);
        add("c", 5);
        add("b", 9); // known already: ignored
        try (Worker worker = jobs.register("w")) {
            assertEquals(List.of("b", "c", "a"), List.of(claim(worker), claim(worker), claim(worker)));
            assertTrue(jobs.claim(Set.of(kind), worker).isEmpty());
        }
    }

    @Test
    void leavesOtherKindsAlone() {
        add("a", 0);
        try (Worker worker = jobs.register("w")) {
            assertTrue(jobs.claim(Set.of(kind + "x"), worker).isEmpty());
            assertTrue(jobs.claim(Set.of(kind + "x", kind), worker).isPresent());
        }
    }

    @Test
    void aClosingWorkerReturnsItsJobsWithoutBlame() {
        add("a", 0);
        JobLease first;
        try (Worker worker = jobs.register("first")) {
            first = jobs.claim(Set.of(kind), worker).orElseThrow();
            assertTrue(jobs.holds(first));
            assertEquals("first", jobs.jobs(kind).get(0).worker());
        }
        assertFalse(jobs.holds(first));
        try (Worker worker = jobs.register("second")) {
            JobLease second = jobs.claim(Set.of(kind), worker).orElseThrow();
            assertEquals(1, second.attempt());
            assertTrue(second.fence() > first.fence());
            assertThrows(FenceLost.class, () -> jobs.release(first));
            assertThrows(FenceLost.class, () -> jobs.retry(first, "late", Duration.ZERO));
        }
    }

    @Test
    void aClosingWorkerLivesUntilItsJobsAreReturned() throws Exception {
        add("a", 0);
        Worker worker = jobs.register("closing");
        assertTrue(jobs.claim(Set.of(kind), worker).isPresent());
        Thread closing = new Thread(worker::close);
        try (Connection other = TestServer.connect(database);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select from job where key = '" + kind + "/a' for update");
            closing.start();
            TestServer.awaitBlocked(database, 1);
            assertTrue(lockHolder(worker).isPresent(), "else others would take it for dead");
            other.commit();
        }
        closing.join();
        Job job = jobs.jobs(kind).get(0);
        assertEquals(JobState.READY, job.state());
        assertEquals(0, job.deaths());
    }

    @Test
    void retriesUpToTheLimit() {
        add("a", 0);
        try (Worker worker = jobs.register("w")) {
            for (int attempt = 1; attempt <= 2; attempt++) {
                JobLease lease = jobs.claim(Set.of(kind), worker).orElseThrow();
                assertEquals(attempt, lease.attempt());
                assertEquals(JobState.READY, jobs.retry(lease, "disk is full", Duration.ZERO));
            }
            JobLease last = jobs.claim(Set.of(kind), worker).orElseThrow();
            assertEquals(JobState.FAILED, jobs.retry(last, "disk is full still", Duration.ZERO));
            assertEquals("disk is full still", jobs.jobs(kind).get(0).reason());
            assertTrue(jobs.claim(Set.of(kind), worker).isEmpty());
        }
    }

    @Test
    void aRetriedJobWaitsForItsDelay() {
        add("a", 0);
        try (Worker worker = jobs.register("w")) {
            jobs.retry(jobs.claim(Set.of(kind), worker).orElseThrow(), "later", Duration.ofHours(1));
            assertTrue(jobs.claim(Set.of(kind), worker).isEmpty());
        }
    }

    @Test
    void aCancelledJobRefusesItsResult() {
        add("a", 0);
        add("b", 0);
        try (Worker worker = jobs.register("w")) {
            JobLease lease = jobs.claim(Set.of(kind), worker).orElseThrow();
            assertEquals(2, jobs.cancel(kind, "the user changed their mind"));
            assertFalse(jobs.holds(lease));
            assertThrows(
                    FenceLost.class, () -> database.events().commit(Commit.of().finishing(lease.succeeded())));
            assertEquals(Map.of(JobState.CANCELLED, 2L), jobs.counts(kind));
            assertEquals(0, jobs.cancel(kind, "again"));
        }
    }

    @Test
    void jobsOfAWorkerWithoutSessionReturnAtOnceUntilTheLimit() throws SQLException {
        add("a", 0);
        try (Worker worker = jobs.register("survivor")) {
            for (int death = 1; death <= 3; death++) {
                giveToADeadWorker("a");
                if (death < 3) {
                    JobLease lease = jobs.claim(Set.of(kind), worker).orElseThrow();
                    assertEquals(death + 1, lease.attempt());
                    jobs.release(lease);
                } else {
                    assertTrue(jobs.claim(Set.of(kind), worker).isEmpty());
                }
            }
            Job job = jobs.jobs(kind).get(0);
            assertEquals(JobState.FAILED, job.state());
            assertEquals("worker died 3 times", job.reason());
            assertEquals(3, job.attempts());
            assertEquals(3, job.deaths());
        }
    }

    @Test
    void theLastAttemptAfterADeathIsForAWorkerWithNothingElse() throws SQLException {
        add("a", 5);
        add("b", 0);
        JobChoice beside = new JobChoice(Set.of(kind), false, Set.of());
        try (Worker worker = jobs.register("w")) {
            giveToADeadWorker("a");
            assertEquals(1, jobs.reclaim());
            JobLease second = jobs.claim(beside, worker).orElseThrow();
            assertEquals(kind + "/a", second.key());
            assertFalse(second.alone(), "one death may be anybody's");
            jobs.retry(second, "slow", Duration.ZERO);

            JobLease other = jobs.claim(beside, worker).orElseThrow();
            assertEquals(kind + "/b", other.key(), "the last attempt waits until the worker has nothing else");
            assertFalse(other.alone());
            assertTrue(jobs.claim(beside, worker).isEmpty());
            JobLease last = jobs.claim(Set.of(kind), worker).orElseThrow();
            assertEquals(kind + "/a", last.key());
            assertTrue(last.alone());
        }
    }

    @Test
    void whoeverOnlyWaitsReturnsTheJobsOfTheDead() throws SQLException {
        add("a", 0);
        giveToADeadWorker("a");
        assertEquals(1, jobs.reclaim());
        assertEquals(JobState.READY, jobs.jobs(kind).get(0).state());
        assertEquals(0, jobs.reclaim());
    }

    @Test
    void aWorkerLeavesJobsToOthers() {
        add("a", 1);
        add("b", 0);
        try (Worker worker = jobs.register("w");
                Worker other = jobs.register("other")) {
            JobLease first = jobs.claim(Set.of(kind), worker).orElseThrow();
            jobs.release(first);
            JobChoice rest = new JobChoice(Set.of(kind), true, Set.of(first.id()));
            assertEquals(kind + "/b", jobs.claim(rest, worker).orElseThrow().key());
            assertTrue(jobs.claim(rest, worker).isEmpty());
            assertEquals(
                    kind + "/a", jobs.claim(Set.of(kind), other).orElseThrow().key());
        }
    }

    @Test
    void theWorkersThatLiveAreListedWithWhatTheyDo() throws Exception {
        add("a", 0);
        try (Worker worker = jobs.register("lives " + kind);
                Worker idle = jobs.register("idles " + kind)) {
            TestServer.execute(database, "insert into worker (name) values ('dead " + kind + "')");
            assertTrue(jobs.claim(Set.of(kind), worker).isPresent());
            List<LiveWorker> live = live();
            assertEquals(
                    List.of(worker.id(), idle.id()),
                    live.stream().map(LiveWorker::id).toList());
            assertEquals(List.of(kind + "/a"), live.get(0).running());
            assertEquals(List.of(), live.get(1).running());
            assertFalse(live.get(0).heartbeat().isBefore(live.get(0).since()));
        }
        // The server ends their sessions a moment later.
        for (int i = 0; i < 3000 && !live().isEmpty(); i++) {
            Thread.sleep(20);
        }
        assertEquals(List.of(), live(), "they left");
    }

    private List<LiveWorker> live() {
        return jobs.workers().stream().filter(one -> one.name().endsWith(kind)).toList();
    }

    @Test
    void aStalledWorkerLosesItsJobs() throws SQLException {
        add("a", 0);
        try (Worker stalled = jobs.register("stalled");
                Worker other = jobs.register("other")) {
            JobLease lease = jobs.claim(Set.of(kind), stalled).orElseThrow();
            assertTrue(jobs.claim(Set.of(kind), other).isEmpty(), "it lives");
            // As if it had been silent for long; the trigger keeps the beats of its thread, which runs on, from
            // showing.
            TestServer.execute(
                    database,
                    "create or replace function keep() returns trigger language plpgsql as $$ begin"
                            + " new.heartbeat_at := old.heartbeat_at; return new; end $$;"
                            + " create trigger keep before update on worker for each row when (old.id = " + stalled.id()
                            + ") execute function keep();"
                            + " alter table worker disable trigger keep;"
                            + " update worker set heartbeat_at = now() - interval '2 minutes' where id = "
                            + stalled.id()
                            + "; alter table worker enable trigger keep");
            assertTrue(claimWithin(other).isPresent());
            assertThrows(FenceLost.class, () -> jobs.release(lease));
            TestServer.execute(database, "drop trigger keep on worker");
        }
    }

    @Test
    void aLostSessionIsRestoredAndKeepsItsJobs() throws Exception {
        add("a", 0);
        try (Worker worker = jobs.register("w");
                Worker other = jobs.register("other")) {
            JobLease lease = jobs.claim(Set.of(kind), worker).orElseThrow();
            int lost = lockHolder(worker).orElseThrow();
            TestServer.execute(database, "select pg_terminate_backend(" + lost + ")");
            awaitRestored(worker, lost);
            assertTrue(jobs.claim(Set.of(kind), other).isEmpty());
            assertTrue(jobs.holds(lease));
        }
    }

    @Test
    void eachJobGoesToOneOfManyClaimers() throws Exception {
        int count = 100;
        List<NewJob> many = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            many.add(new NewJob(kind, kind + "/" + i, 0, "{}", 1));
        }
        database.events().commit(Commit.of().with(many));
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Future<List<String>>> claimed = new ArrayList<>();
        try (Worker worker = jobs.register("w")) {
            for (int i = 0; i < 4; i++) {
                claimed.add(pool.submit(() -> {
                    List<String> mine = new ArrayList<>();
                    for (Optional<JobLease> lease = jobs.claim(Set.of(kind), worker);
                            lease.isPresent();
                            lease = jobs.claim(Set.of(kind), worker)) {
                        mine.add(lease.get().key());
                    }
                    return mine;
                }));
            }
            List<String> all = new ArrayList<>();
            for (Future<List<String>> future : claimed) {
                all.addAll(future.get());
            }
            assertEquals(count, all.size());
            assertEquals(count, new HashSet<>(all).size());
        }
        pool.shutdown();
    }

    /** A worker that died: a row, a running job, and no session that holds the lock. */
    private void giveToADeadWorker(String key) throws SQLException {
        TestServer.execute(
                database,
                "with dead as (insert into worker (name) values ('dead') returning id) update job set state ="
                        + " 'running', fence = fence + 1, worker = (select id from dead) where key = '" + kind + "/"
                        + key + "'");
        TestServer.letServerGrowOld(database);
    }

    private void add(String key, int priority) {
        NewJob job = new NewJob(kind, kind + "/" + key, priority, "{}", 3);
        database.events().commit(Commit.of().with(List.of(job)));
    }

    private String claim(Worker worker) {
        String key = jobs.claim(Set.of(kind), worker).orElseThrow().key();
        return key.substring(key.indexOf('/') + 1);
    }

    /** Claims are tried for longer than a queue may take to look for dead workers again. */
    private Optional<JobLease> claimWithin(Worker worker) {
        for (int i = 0; ; i++) {
            Optional<JobLease> lease = jobs.claim(Set.of(kind), worker);
            if (lease.isPresent() || i == 1000) {
                return lease;
            }
        }
    }

    /** Waits until another session holds the worker's lock: the ended one may hold it for a while yet. */
    private static void awaitRestored(Worker worker, int lost) throws Exception {
        for (int i = 0; i < 3000; i++) {
            Optional<Integer> holder = lockHolder(worker);
            if (holder.isPresent() && holder.get() != lost) {
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("the worker's lock did not come back");
    }

    /** The server's process that holds the worker's lock; workers in other databases have the same numbers. */
    private static Optional<Integer> lockHolder(Worker worker) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select pid from pg_locks where locktype = 'advisory' and granted"
                        + " and classid = " + WorkerSession.LOCK_CLASS + " and objid = " + worker.id()
                        + " and database = (select oid from pg_database where datname = current_database())")) {
            return row.next() ? Optional.of(row.getInt(1)) : Optional.empty();
        }
    }
}
