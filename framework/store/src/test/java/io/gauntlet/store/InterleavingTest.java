package io.gauntlet.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.gauntlet.store.Events.append;
import static io.gauntlet.store.Events.event;
import static io.gauntlet.store.Events.stream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Two sessions, each stopped at every point where the other can come between; and many, as fast as they can. */
class InterleavingTest {
    private static Database database;

    @BeforeAll
    static void open() {
        database = TestServer.open(InterleavingTest.class);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static Connection session() throws SQLException {
        Connection connection = TestServer.connect(database);
        connection.setAutoCommit(false);
        return connection;
    }

    private static CommitOutcome write(Connection session, Append append) throws SQLException {
        return new CommitTransaction(session)
                .run(List.of(Commit.of(append)))
                .outcomes()
                .get(0);
    }

    private static <T> Future<T> begin(Callable<T> work) {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            return executor.submit(work);
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void theSecondOfTwoAppendsWaitsAndIsJudgedByWhatTheFirstCommitted() throws Exception {
        String stream = stream();
        try (Connection first = session();
                Connection second = session()) {
            write(first, new Append(stream, ExpectedVersion.none(), event()));
            Future<CommitOutcome> waiting =
                    begin(() -> write(second, new Append(stream, ExpectedVersion.none(), event())));
            TestServer.awaitBlocked(database, 1);
            first.commit();
            CommitOutcome outcome = waiting.get();
            second.commit();
            assertInstanceOf(VersionConflict.class, outcome.failure());
        }
        assertEquals(1, database.events().readStream(stream).size());
    }

    @Test
    void theSecondOfTwoAppendsTakesThePositionOfAFirstThatIsRolledBack() throws Exception {
        String stream = stream();
        long before = database.events().head().position();
        try (Connection first = session();
                Connection second = session()) {
            write(first, new Append(stream, ExpectedVersion.none(), event()));
            Future<CommitOutcome> waiting =
                    begin(() -> write(second, new Append(stream, ExpectedVersion.none(), event())));
            TestServer.awaitBlocked(database, 1);
            first.rollback();
            assertEquals(List.of(before + 1), waiting.get().get().positions());
            second.commit();
        }
        assertTrue(database.events().verifyChain(0).intact());
    }

    @Test
    void theSameCommitFromTwoSessionsIsStoredOnce() throws Exception {
        Append same = append(stream(), event());
        try (Connection first = session();
                Connection second = session()) {
            CommitOutcome one = write(first, same);
            Future<CommitOutcome> waiting = begin(() -> write(second, same));
            TestServer.awaitBlocked(database, 1);
            first.commit();
            assertEquals(one.get().positions(), waiting.get().get().positions());
            second.commit();
        }
        assertEquals(1, database.events().readStream(same.stream()).size());
    }

    @Test
    void aReaderSeesNothingOfAnAppendUntilItIsCommittedAndThenAllOfIt() throws Exception {
        long before = database.events().head().position();
        String stream = stream();
        try (Connection writer = session()) {
            write(writer, append(stream, event(), event(), event()));
            assertEquals(List.of(), database.events().readAll(before, 10), "neither events nor a wait");
            assertEquals(before, database.events().head().position());
            writer.commit();
            assertEquals(3, database.events().readAll(before, 10).size());
            assertEquals(before + 3, database.events().head().position());
        }
    }

    @Test
    void aReaderWithAnOldSnapshotSeesAnUnbrokenBeginning() throws Exception {
        long before = database.events().head().position();
        try (Connection reader = session();
                var query = reader.prepareStatement(EventRows.AFTER)) {
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            query.setLong(1, before);
            query.setInt(2, 100);
            database.events().commit(Commit.of(append(stream(), event())));
            assertEquals(1, EventRows.read(query).size(), "the snapshot is taken");
            database.events().commit(Commit.of(append(stream(), event())));
            assertEquals(1, EventRows.read(query).size());
        }
        assertEquals(2, database.events().readAll(before, 100).size());
    }

    @Test
    void manyWritersInTwoStoresLeaveNoGapAndNoReaderSeesOne() throws Exception {
        race(16, 60);
    }

    @Test
    @Tag("full")
    void manyWritersInFullNumber() throws Exception {
        race(16, 10_000);
    }

    /** Half of the writers in each of two stores, so that they meet in one process and across two. */
    private static void race(int writers, int each) throws Exception {
        long before = database.events().head().position();
        AtomicBoolean writing = new AtomicBoolean(true);
        ExecutorService pool = Executors.newFixedThreadPool(writers + 1);
        try (Database other = Database.open(DatabaseConfig.external(
                database.address(), "postgres", TestServer.server().password()))) {
            Future<Long> reader = pool.submit(() -> follow(before, writing));
            List<String> streams = new ArrayList<>();
            List<Future<?>> running = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                EventStore events = (w % 2 == 0 ? database : other).events();
                String stream = "race-" + UUID.randomUUID();
                streams.add(stream);
                running.add(pool.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        ExpectedVersion expected = i % 3 == 0 ? ExpectedVersion.any() : ExpectedVersion.exactly(i);
                        events.commit(Commit.of(new Append(stream, expected, event("{\"i\":" + i + "}"))));
                    }
                }));
            }
            for (Future<?> writer : running) {
                writer.get();
            }
            writing.set(false);
            assertEquals(before + (long) writers * each, reader.get());
            for (String stream : streams) {
                List<RecordedEvent> read = database.events().readStream(stream);
                assertEquals(each, read.size());
                for (int i = 0; i < each; i++) {
                    assertEquals("{\"i\":" + i + "}", read.get(i).data());
                    assertEquals(i + 1, read.get(i).version());
                }
            }
            ChainReport chain = database.events().verifyChain(before);
            assertTrue(chain.intact(), chain.toString());
        } finally {
            pool.shutdown();
        }
    }

    /** Reads on and on; each page must go on exactly where the last ended. Returns the last position. */
    private static long follow(long after, AtomicBoolean writing) {
        long position = after;
        boolean last = false;
        while (true) {
            List<RecordedEvent> page = database.events().readAll(position, 1_000);
            for (RecordedEvent event : page) {
                assertEquals(position + 1, event.position(), "a reader saw n+1 before n");
                position++;
            }
            if (page.isEmpty()) {
                if (last) {
                    return position;
                }
                last = !writing.get();
            }
        }
    }
}
