package io.gauntlet.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.gauntlet.store.Events.append;
import static io.gauntlet.store.Events.event;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Under its own role the application can do its work and cannot touch what was recorded. */
class ApplicationRoleTest {
    @TempDir
    private static Path folder;

    private static Database database;

    @BeforeAll
    static void open() {
        database = Database.open(DatabaseConfig.embedded(folder));
        database.events().commit(Commit.of(append("test-role", event())));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update event set type = 'X'",
                "delete from event",
                "truncate event cascade",
                "delete from event_artifact",
                "drop table event cascade",
                "alter table event disable trigger all",
                "set session_replication_role = replica",
                "delete from event_log",
                "create table public.mine (x integer)",
                "update flyway_schema_history set checksum = 0",
                "drop function refuse_change_of_event cascade",
                "create role other superuser",
                "select pg_read_file('postgresql.conf')"
            })
    void whatItMustNotDoIsRefused(String sql) {
        SQLException e = assertThrows(SQLException.class, () -> execute(sql));
        assertEquals("42501", e.getSQLState(), e.getMessage());
    }

    @Test
    void whatItMustDoItCan() throws SQLException {
        byte[] bytes = {1, 2, 3};
        String sha = database.artifacts().put(bytes, "application/octet-stream");
        assertEquals(3, database.artifacts().info(sha).size());
        PostgresArtifactStore artifacts = (PostgresArtifactStore) database.artifacts();
        assertTrue(artifacts.collectUnused(java.time.Duration.ZERO).artifacts() > 0);
        try (Worker worker = database.jobs().register("worker")) {
            database.events().commit(Commit.of().with(List.of(Events.job("role/1"))));
            JobLease lease =
                    database.jobs().claim(java.util.Set.of("match"), worker).orElseThrow();
            database.events()
                    .commit(Commit.of(append("test-role", event(), event())).finishing(lease.succeeded()));
        }
        execute("truncate projection.sample_outcome");
        execute("create table projection_rebuild.t (like projection.match_result including all)");
        execute("alter table projection_rebuild.t set schema projection");
        execute("drop table projection.t");
        assertTrue(database.audit().verify().intact());
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
