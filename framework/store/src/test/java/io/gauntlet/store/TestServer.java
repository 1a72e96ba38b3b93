package io.gauntlet.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.gauntlet.store.embedded.EmbeddedPostgres;
import io.gauntlet.store.embedded.ServerFailure;

/** One server per test process, below {@code target}, with an empty database per test class. */
public final class TestServer {
    private static @Nullable EmbeddedPostgres server;

    private TestServer() {}

    /** An empty database with the current schema. */
    public static Database open(Class<?> test) {
        return Database.open(create(test));
    }

    /** An empty database without a schema. */
    public static DatabaseConfig create(Class<?> test) {
        String name = "test_" + test.getSimpleName().toLowerCase(Locale.ROOT);
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name + " with (force)");
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return DatabaseConfig.external(server().url(name), EmbeddedPostgres.USER, server().password());
    }

    /** A connection of the superuser to the database of an open store. */
    public static Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(database.address(), EmbeddedPostgres.USER, server().password());
    }

    /** Runs a statement as superuser, past the application. */
    public static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Right after a start of the server no worker is taken for dead. */
    public static void letServerGrowOld(Database database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_sleep(greatest(0, 3.1"
                    + " - extract(epoch from clock_timestamp() - pg_postmaster_start_time())))");
        }
    }

    /** Waits until so many sessions of the store's database wait for a lock. */
    public static void awaitBlocked(Database database, int sessions) throws SQLException, InterruptedException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 12_000; i++) {
                try (var row = statement.executeQuery("select count(*) from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock'")) {
                    row.next();
                    if (row.getInt(1) >= sessions) {
                        return;
                    }
                }
                Thread.sleep(5);
            }
        }
        throw new AssertionError("nobody waits for a lock");
    }

    private static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(server().url(database), EmbeddedPostgres.USER, server().password());
    }

    static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                EmbeddedPostgres started = EmbeddedPostgres.open(Path.of("target", "test-server"));
                Runtime.getRuntime().addShutdownHook(new Thread(started::close));
                server = started;
            } catch (ServerFailure e) {
                throw new IllegalStateException(e);
            }
        }
        return server;
    }
}
