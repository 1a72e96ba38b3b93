package io.gauntlet.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.gauntlet.store.Events.append;
import static io.gauntlet.store.Events.event;
import static io.gauntlet.store.Events.stream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A commit that guesses writes what a commit under the lock would have written, or nothing. */
class SingleTripCommitTest {
    private static Database database;
    private Connections connections;
    private SingleTripCommit guessing;

    @BeforeAll
    static void open() {
        database = TestServer.open(SingleTripCommitTest.class);
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    @BeforeEach
    void learn() throws SQLException {
        connections = new Connections(
                database.address(), "postgres", TestServer.server().password());
        guessing = new SingleTripCommit(connections, Duration.ofMinutes(5));
        underLock(Commit.of(append(stream(), event())));
    }

    @AfterEach
    void close() {
        guessing.close();
        connections.close();
        assertTrue(database.events().verifyChain(0).intact());
    }

    private void underLock(Commit commit) throws SQLException {
        CommitTransaction.Done done =
                connections.inTransaction(connection -> new CommitTransaction(connection).run(List.of(commit)));
        guessing.learn(done.judge(), done.serverTime());
    }

    @Test
    void oneAndManyAreWrittenAndTheHeadFollows() throws SQLException {
        String stream = stream();
        String data = "{\"quote\":\"\\\"'\\\\ {},\",\"text\":\"\u00e9\u4e16\"}";
        Append first = new Append(stream, ExpectedVersion.none(), event(data));
        long before = database.events().head().position();
        CommitResult one = guessed(Commit.of(first)).get(0).get();
        assertEquals(List.of(before + 1), one.positions());
        Commit many =
                Commit.of(new Append(stream, ExpectedVersion.exactly(1), List.of(event(data), event(), event(data))));
        Commit other = Commit.of(append(stream(), event(data)));
        List<CommitOutcome> outcomes = guessed(many, other);
        assertEquals(List.of(before + 5), outcomes.get(1).get().positions());
        List<RecordedEvent> read = database.events().readStream(stream);
        assertEquals(4, read.size());
        assertEquals(data, read.get(3).data());
        assertEquals(before + 5, database.events().head().position());
    }

    @Test
    void nothingIsWrittenWhenAnotherMovedTheHead() throws SQLException {
        database.events().commit(Commit.of(append(stream(), event())));
        long before = database.events().head().position();
        String stream = stream();
        assertTrue(guessing.run(List.of(Commit.of(append(stream, event())))).isEmpty());
        assertEquals(before, database.events().head().position());
        assertTrue(database.events().readStream(stream).isEmpty());
    }

    @Test
    void whoWaitsForTheHeadsLockFindsThatItMoved() throws Exception {
        String stream = stream();
        try (Connection first = TestServer.connect(database);
                Statement statement = first.createStatement()) {
            first.setAutoCommit(false);
            statement.execute("select from event_log for update");
            Thread guess = new Thread(() -> {
                try {
                    assertEquals(Optional.empty(), guessing.run(List.of(Commit.of(append(stream, event())))));
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            Throwable[] failure = new Throwable[1];
            guess.setUncaughtExceptionHandler((thread, e) -> failure[0] = e);
            guess.start();
            TestServer.awaitBlocked(database, 1);
            // The other writer's whole commit, as CommitTransaction makes it.
            new CommitTransaction(first).run(List.of(Commit.of(append(stream, event()))));
            first.commit();
            guess.join();
            assertEquals(null, failure[0]);
        }
        assertEquals(1, database.events().readStream(stream).size());
    }

    @Test
    void aKnownIdIsLeftToTheLock() throws SQLException {
        NewEvent event = event();
        String stream = stream();
        guessed(Commit.of(append(stream, event)));
        Commit again = Commit.of(append(stream, event), append(stream(), event()));
        assertThrows(SQLException.class, () -> guessing.run(List.of(again)));
        assertEquals(1, database.events().readStream(stream).size());
    }

    @Test
    void aVersionThatDoesNotFitIsLeftToTheLock() throws SQLException {
        String stream = stream();
        underLock(Commit.of(append(stream, event())));
        assertTrue(guessing.run(List.of(Commit.of(new Append(stream, ExpectedVersion.none(), event()))))
                .isEmpty());
        assertTrue(guessing.run(List.of(Commit.of(new Append(stream, ExpectedVersion.exactly(7), event()))))
                .isEmpty());
        assertFalse(guessing.run(List.of(Commit.of(new Append(stream, ExpectedVersion.exactly(1), event()))))
                .isEmpty());
        assertEquals(2, database.events().readStream(stream).size());
    }

    @Test
    void aStreamThatIsNotKnownHereIsLookedUp() throws SQLException {
        String stream = stream();
        database.events().commit(Commit.of(append(stream, event(), event())));
        underLock(Commit.of(append(stream(), event())));
        guessed(Commit.of(append(stream, event())));
        assertEquals(3, database.events().readStream(stream).size());
    }

    @Test
    void aServersClockThatJumpedIsLeftToTheLock() throws SQLException {
        try (Connection connection = TestServer.connect(database);
                Statement statement = connection.createStatement();
                ResultSet head = statement.executeQuery("select now() - interval '10 minutes'")) {
            head.next();
            CommitTransaction.Done done = connections.inTransaction(
                    session -> new CommitTransaction(session).run(List.of(Commit.of(append(stream(), event())))));
            guessing.learn(
                    done.judge(),
                    head.getObject(1, java.time.OffsetDateTime.class).toInstant());
        }
        assertTrue(guessing.run(List.of(Commit.of(append(stream(), event())))).isEmpty());
    }

    private List<CommitOutcome> guessed(Commit... commits) throws SQLException {
        return guessing.run(List.of(commits)).orElseThrow();
    }
}
