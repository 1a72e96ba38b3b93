package io.gauntlet.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.gauntlet.store.Events.append;
import static io.gauntlet.store.Events.event;
import static io.gauntlet.store.Events.job;
import static io.gauntlet.store.Events.stream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What {@link EventStore#commit} promises. */
class CommitTest {
    private static Database database;
    private static EventStore events;

    @BeforeAll
    static void open() {
        database = TestServer.open(CommitTest.class);
        events = database.events();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void keepsWhatWasAppended() {
        String stream = stream();
        String data = "{\"b\" : 1,\n \"a\":\"\u00e9\u4e16\"}";
        NewEvent event = new NewEvent(UUID.randomUUID(), "MatchScored", 7, data, "{\"ms\":3}");
        CommitResult result = events.commit(Commit.of(append(stream, event, event("{}"))));
        List<RecordedEvent> read = events.readStream(stream);
        assertEquals(2, read.size());
        RecordedEvent first = read.get(0);
        assertEquals(event.id(), first.id());
        assertEquals(data, first.data(), "byte for byte");
        assertEquals("{\"ms\":3}", first.meta());
        assertEquals(7, first.schema());
        assertEquals(List.of(1L, 2L), read.stream().map(RecordedEvent::version).toList());
        assertEquals(
                result.positions(), read.stream().map(RecordedEvent::position).toList());
        assertEquals(result.position(), read.get(1).position());
        assertEquals("test", first.category());
        assertTrue(events.readCategory("test", first.position() - 1, 10).contains(first));
        assertTrue(events.readCategory("tes", 0, 10).isEmpty());
    }

    @Test
    void refusesAnotherVersionThanExpected() {
        String stream = stream();
        Append first = new Append(stream, ExpectedVersion.none(), event());
        events.commit(Commit.of(first));
        VersionConflict none = assertThrows(
                VersionConflict.class,
                () -> events.commit(Commit.of(new Append(stream, ExpectedVersion.none(), event()))));
        assertEquals(stream, none.stream());
        assertEquals(1, none.actual());
        assertEquals(ExpectedVersion.none(), none.expected());
        assertThrows(
                VersionConflict.class,
                () -> events.commit(Commit.of(new Append(stream, ExpectedVersion.exactly(2), event()))));
        events.commit(Commit.of(new Append(stream, ExpectedVersion.exactly(1), event())));
        events.commit(Commit.of(new Append(stream, ExpectedVersion.any(), event())));
        assertEquals(3, events.readStream(stream).size());
    }

    @Test
    void twoAppendsOfOneCommitToOneStreamCountOn() {
        String stream = stream();
        events.commit(Commit.of(
                new Append(stream, ExpectedVersion.none(), event()),
                new Append(stream, ExpectedVersion.exactly(1), event())));
        assertEquals(2, events.readStream(stream).size());
    }

    @Test
    void repeatingIsNoOp() {
        String stream = stream();
        Commit commit = Commit.of(new Append(stream, ExpectedVersion.none(), List.of(event(), event())))
                .with(List.of(job("repeat/" + stream)));
        CommitResult once = events.commit(commit);
        events.commit(Commit.of(append(stream, event())));
        long head = events.head().position();
        CommitResult twice = events.commit(commit);
        assertEquals(once.positions(), twice.positions());
        assertEquals(head, twice.position());
        assertEquals(head, events.head().position());
        assertEquals(1, database.jobs().jobs("repeat/" + stream).size());
    }

    @Test
    void refusesOtherContentUnderKnownId() {
        String stream = stream();
        NewEvent event = event("{\"a\":1}");
        events.commit(Commit.of(append(stream, event)));
        NewEvent other = new NewEvent(event.id(), event.type(), 1, "{\"a\":2}", "{}");
        IdConflict conflict = assertThrows(IdConflict.class, () -> events.commit(Commit.of(append(stream, other))));
        assertEquals(event.id(), conflict.id());
        assertThrows(IdConflict.class, () -> events.commit(Commit.of(append(stream(), event))), "another stream");
        assertThrows(IdConflict.class, () -> events.commit(Commit.of(append(stream, event, event()))), "known in part");
        NewEvent twice = event();
        assertThrows(IdConflict.class, () -> events.commit(Commit.of(append(stream, twice, twice))));
        assertEquals(1, events.readStream(stream).size());
    }

    @Test
    void isAllOrNothing() {
        String stream = stream();
        String taken = stream();
        events.commit(Commit.of(append(taken, event())));
        Commit commit = Commit.of(append(stream, event()), new Append(taken, ExpectedVersion.none(), event()))
                .with(List.of(job("atomic/" + stream)));
        long head = events.head().position();
        assertThrows(VersionConflict.class, () -> events.commit(commit));
        assertEquals(head, events.head().position());
        assertTrue(events.readStream(stream).isEmpty());
        assertTrue(database.jobs().jobs("atomic/" + stream).isEmpty());
    }

    @Test
    void finishesTheJobWithItsFenceOnly() {
        String key = "fence/" + UUID.randomUUID();
        NewJob job = new NewJob(key, key, 0, "{}", 3);
        events.commit(Commit.of().with(List.of(job)));
        try (Worker worker = database.jobs().register("fencer")) {
            JobLease lost = database.jobs().claim(Set.of(key), worker).orElseThrow();
            database.jobs().release(lost);
            JobLease held = database.jobs().claim(Set.of(key), worker).orElseThrow();
            String stream = stream();
            Commit late = Commit.of(append(stream, event())).finishing(lost.succeeded());
            assertThrows(FenceLost.class, () -> events.commit(late));
            assertTrue(events.readStream(stream).isEmpty(), "nothing of a late result stays");

            Commit result = Commit.of(append(stream, event())).finishing(held.succeeded());
            CommitResult once = events.commit(result);
            assertEquals(Map.of(JobState.SUCCEEDED, 1L), database.jobs().counts(key));
            assertEquals(once.positions(), events.commit(result).positions(), "the same result again");
            Commit second = Commit.of(append(stream, event())).finishing(held.succeeded());
            assertThrows(FenceLost.class, () -> events.commit(second), "another result of the same lease");
            assertEquals(1, events.readStream(stream).size());
        }
    }

    @Test
    void recordsWhyAJobFailed() {
        String key = "failing/" + UUID.randomUUID();
        events.commit(Commit.of().with(List.of(new NewJob(key, key, 0, "{}", 3))));
        try (Worker worker = database.jobs().register("failer")) {
            JobLease lease = database.jobs().claim(Set.of(key), worker).orElseThrow();
            events.commit(Commit.of(append(stream(), event())).finishing(lease.failed("the attack threw")));
            Job job = database.jobs().jobs(key).get(0);
            assertEquals(JobState.FAILED, job.state());
            assertEquals("the attack threw", job.reason());
        }
    }

    @Test
    void refusesWhatIsNoJson() {
        String stream = stream();
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> events.commit(Commit.of(append(stream, event("{broken")))));
        assertTrue(e.getMessage().contains("JSON"), e.getMessage());
        assertTrue(events.readStream(stream).isEmpty());
    }

    @Test
    void refusesAnUnknownArtifact() {
        String sha = "0".repeat(64);
        NewEvent event = new NewEvent(UUID.randomUUID(), "Tested", 1, "{}", "{}", List.of(sha));
        ArtifactMissing e =
                assertThrows(ArtifactMissing.class, () -> events.commit(Commit.of(append(stream(), event))));
        assertEquals(sha, e.sha());
    }

    @Test
    void referencedArtifactCannotBeDeleted() {
        String sha = database.artifacts().put(new byte[] {1, 2, 3}, "application/octet-stream");
        NewEvent event = new NewEvent(UUID.randomUUID(), "Tested", 1, "{}", "{}", List.of(sha, sha));
        events.commit(Commit.of(append(stream(), event)));
        assertThrows(
                SQLException.class,
                () -> TestServer.execute(database, "delete from artifact where encode(sha, 'hex') = '" + sha + "'"));
        assertTrue(database.artifacts().contains(sha));
    }

    @Test
    void concurrentWritersGetGaplessPositionsAndOneVerdictEach() throws Exception {
        int writers = 8;
        int each = 50;
        String contended = stream();
        long before = events.head().position();
        List<Future<Integer>> wins = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        for (int w = 0; w < writers; w++) {
            String own = stream();
            wins.add(pool.submit(() -> {
                int won = 0;
                for (int i = 0; i < each; i++) {
                    events.commit(Commit.of(new Append(own, ExpectedVersion.exactly(i), event("{\"i\":" + i + "}"))));
                    try {
                        events.commit(Commit.of(new Append(contended, ExpectedVersion.exactly(i), event())));
                        won++;
                    } catch (VersionConflict e) {
                        assertFalse(e.expected().meets(e.actual()), e.getMessage());
                    }
                    if (i % 10 == 0) {
                        assertThrows(
                                IllegalArgumentException.class,
                                () -> events.commit(Commit.of(append(own, event("no json")))));
                    }
                }
                return won;
            }));
        }
        int won = 0;
        for (Future<Integer> future : wins) {
            won += future.get();
        }
        pool.shutdown();
        List<RecordedEvent> log = events.readAll(before, EventStore.MAX_PAGE);
        assertEquals(won, events.readStream(contended).size(), "each version was won once");
        assertEquals(writers * each + won, log.size());
        for (int i = 0; i < log.size(); i++) {
            assertEquals(before + i + 1, log.get(i).position());
        }
        assertTrue(events.verifyChain(0).intact());
    }

    @Test
    void timeNeverDecreases() throws Exception {
        TestServer.execute(database, "update event_log set recorded_at = now() + interval '1 hour'");
        Instant ahead = events.head().recordedAt();
        String stream = stream();
        events.commit(Commit.of(append(stream, event())));
        assertEquals(ahead, events.readStream(stream).get(0).recordedAt());
    }

    @Test
    void anInterruptedThreadCommitsAllTheSame() {
        String stream = stream();
        Thread.currentThread().interrupt();
        events.commit(Commit.of(append(stream, event())));
        assertTrue(Thread.interrupted(), "and stays interrupted");
        assertEquals(1, events.readStream(stream).size());
    }

    @Test
    void eventsCannotBeChanged() {
        events.commit(Commit.of(append(stream(), event())));
        for (String sql : List.of("update event set type = 'X'", "delete from event", "truncate event cascade")) {
            SQLException e = assertThrows(SQLException.class, () -> TestServer.execute(database, sql));
            assertTrue(e.getMessage().contains("Events are never changed"), e.getMessage());
        }
    }

    @Test
    void survivesTheLossOfItsConnections() throws Exception {
        String stream = stream();
        for (int i = 0; i < 5; i++) {
            events.commit(Commit.of(new Append(stream, ExpectedVersion.exactly(i), event())));
            TestServer.execute(
                    database,
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                            + " and pid <> pg_backend_pid()");
        }
        assertEquals(5, events.readStream(stream).size());
    }
}
