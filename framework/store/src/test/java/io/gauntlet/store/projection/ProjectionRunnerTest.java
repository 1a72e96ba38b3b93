package io.gauntlet.store.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.gauntlet.store.Commit;
import io.gauntlet.store.Database;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.TestServer;

import static io.gauntlet.store.Events.append;
import static io.gauntlet.store.Events.event;
import static io.gauntlet.store.Events.stream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A projection shows every event once, whoever keeps it and whatever happens to its connection. */
class ProjectionRunnerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static Database database;

    /** Copies positions; refuses one of them. */
    private record Copy(int revision, AtomicLong refused) implements Projection {
        @Override
        public String name() {
            return "copy";
        }

        @Override
        public void apply(Connection connection, RecordedEvent event) throws SQLException {
            if (event.position() == refused.get()) {
                throw new IllegalStateException("does not like it");
            }
            try (PreparedStatement insert = connection.prepareStatement("insert into copy values (?)")) {
                insert.setLong(1, event.position());
                insert.executeUpdate();
            }
        }

        @Override
        public List<String> tables() {
            return List.of("copy");
        }
    }

    @BeforeAll
    static void open() throws SQLException {
        database = TestServer.open(ProjectionRunnerTest.class);
        TestServer.execute(database, "create table copy (position bigint primary key)");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void forget() throws SQLException {
        TestServer.execute(database, "truncate copy; delete from projection");
        commit(3);
    }

    @Test
    void catchesUpAndFollows() throws Exception {
        try (ProjectionRunner runner = start(new Copy(1, new AtomicLong()))) {
            assertTrue(runner.await(database.events().head().position(), PATIENCE));
            for (int i = 0; i < 5; i++) {
                long position = commit(1);
                assertTrue(runner.await(position, PATIENCE));
                assertEquals(position, rows());
            }
            assertFalse(runner.await(database.events().head().position() + 1, Duration.ofMillis(1)));
        }
    }

    @Test
    void goesOnWhereItStoodAndRebuildsUnderAnotherRevision() throws Exception {
        long head = commit(1);
        try (ProjectionRunner runner = start(new Copy(1, new AtomicLong()))) {
            assertTrue(runner.await(head, PATIENCE));
        }
        head = commit(2);
        try (ProjectionRunner runner = start(new Copy(1, new AtomicLong()))) {
            assertTrue(runner.await(head, PATIENCE));
            assertEquals(head, rows(), "no event twice: the primary key would have refused it");
        }
        TestServer.execute(database, "insert into copy values (-1)");
        try (ProjectionRunner runner = start(new Copy(2, new AtomicLong()))) {
            assertTrue(runner.await(head, PATIENCE));
            assertEquals(head, rows());
        }
    }

    @Test
    void anEventItCannotApplyStopsItVisiblyAndTheNextStartTriesAgain() throws Exception {
        long head = commit(5);
        AtomicLong refused = new AtomicLong(head - 2);
        try (ProjectionRunner runner = start(new Copy(1, refused))) {
            assertTrue(runner.await(head - 3, PATIENCE));
            ProjectionStopped e = assertThrows(ProjectionStopped.class, () -> runner.await(head, PATIENCE));
            assertTrue(e.getMessage().contains("does not like it"), e.getMessage());
            assertTrue(e.getMessage().contains("#" + (head - 2)), e.getMessage());
            assertEquals(head - 3, rows());
            assertTrue(runner.status().get(0).error().isPresent());
        }
        refused.set(0);
        try (ProjectionRunner runner = start(new Copy(1, refused))) {
            assertTrue(runner.await(head, PATIENCE));
            assertEquals(head, rows());
            assertTrue(runner.status().get(0).error().isEmpty());
        }
    }

    @Test
    void oneOfTwoOwnersWritesAndTheOtherTakesOver() throws Exception {
        ProjectionRunner first = start(new Copy(1, new AtomicLong()));
        assertTrue(first.await(commit(1), PATIENCE));
        try (ProjectionRunner second = start(new Copy(1, new AtomicLong()))) {
            assertTrue(second.await(commit(20), PATIENCE));
            first.close();
            long head = commit(1);
            assertTrue(second.await(head, PATIENCE));
            assertEquals(head, rows());
        }
    }

    @Test
    void aTerminatedConnectionLosesNothing() throws Exception {
        try (ProjectionRunner runner = start(new Copy(1, new AtomicLong()))) {
            for (int i = 0; i < 3; i++) {
                assertTrue(runner.await(commit(1), PATIENCE));
                TestServer.execute(
                        database,
                        "select pg_terminate_backend(pid) from pg_stat_activity"
                                + " where datname = current_database() and pid <> pg_backend_pid()");
            }
            long head = commit(1);
            assertTrue(runner.await(head, PATIENCE));
            assertEquals(head, rows());
        }
    }

    @Test
    void oneThatCannotBeginSaysSo() throws Exception {
        Projection broken = new Projection() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public int revision() {
                return 1;
            }

            @Override
            public void apply(Connection connection, RecordedEvent event) {}

            @Override
            public List<String> tables() {
                return List.of("no_such_table");
            }
        };
        try (ProjectionRunner runner = start(broken)) {
            ProjectionStopped e = assertThrows(ProjectionStopped.class, () -> runner.await(1, PATIENCE));
            assertTrue(e.getMessage().contains("no_such_table"), e.getMessage());
        }
    }

    private static ProjectionRunner start(Projection projection) {
        return ProjectionRunner.start(database, List.of(projection));
    }

    private static long commit(int events) {
        long position = 0;
        for (int i = 0; i < events; i++) {
            position = database.events()
                    .commit(Commit.of(append(stream(), event())))
                    .position();
        }
        return position;
    }

    /** Number of rows, which is the last position exactly when none is missing. */
    private static long rows() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*), max(position), min(position) from copy")) {
            row.next();
            assertEquals(row.getLong(1), row.getLong(2));
            assertEquals(1, row.getLong(3));
            return row.getLong(1);
        }
    }
}
