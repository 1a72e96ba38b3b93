package io.gauntlet.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** Connections to one database: pooled for work, dedicated for sessions that hold a lock or listen. */
final class Connections implements AutoCloseable {
    private static final int POOL_SIZE = 10;
    /** Every pooled connection may have been lost at once; the pool notices one by one. */
    private static final int READ_RETRIES = POOL_SIZE;

    private static final int POOL_WAIT_MILLIS = 15_000;

    // A process that is stopped in the middle of a commit must not hold the head for ever.
    private static final String OPTIONS = "-c idle_in_transaction_session_timeout=60s -c timezone=UTC"
            + " -c search_path=public,projection -c default_transaction_isolation=read\\ committed";

    private static final String READ_ONLY = " -c default_transaction_read_only=on";

    private final String url;
    private final Properties properties;
    private final HikariDataSource pool;

    Connections(String url, String user, String password) {
        this(url, user, password, false);
    }

    /** @param readOnly whether the server refuses whatever would change something */
    Connections(String url, String user, String password, boolean readOnly) {
        this.url = url;
        this.properties = properties(user, password, readOnly);
        HikariConfig config = new HikariConfig();
        config.setPoolName("gauntlet-store");
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setDataSourceProperties(properties);
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(POOL_WAIT_MILLIS);
        // The first connection was tried already, with a better message than the pool's.
        config.setInitializationFailTimeout(-1);
        this.pool = new HikariDataSource(config);
    }

    /** Opens one connection outside any pool. */
    static Connection connect(String url, String user, String password) throws SQLException {
        return DriverManager.getConnection(url, properties(user, password, false));
    }

    private static Properties properties(String user, String password, boolean readOnly) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "gauntlet");
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("options", readOnly ? OPTIONS + READ_ONLY : OPTIONS);
        return properties;
    }

    DataSource pool() {
        return pool;
    }

    /** For messages; carries no password. */
    String address() {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    /** A connection of its own, in auto-commit mode, that the caller closes. */
    Connection dedicated() throws SQLException {
        return DriverManager.getConnection(url, properties);
    }

    /** Runs in one transaction on a pooled connection; any exception rolls back. */
    <T> T transaction(Work<T> work) {
        return translating(() -> inTransaction(work));
    }

    /** As {@link #transaction}, with the driver's exceptions. */
    <T> T inTransaction(Work<T> work) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                try {
                    connection.rollback();
                } catch (SQLException second) {
                    e.addSuppressed(second);
                }
                throw e;
            } finally {
                if (!connection.isClosed()) {
                    connection.setAutoCommit(true);
                }
            }
        }
    }

    /** As {@link #query}, for work that may be repeated: tries again after a lost connection. */
    <T> T read(Work<T> work) {
        return translating(() -> {
            for (int attempt = 1; ; attempt++) {
                try (Connection connection = pool.getConnection()) {
                    return work.run(connection);
                } catch (SQLException e) {
                    if (attempt > READ_RETRIES || !Failures.passing(e)) {
                        throw e;
                    }
                }
            }
        });
    }

    /** Runs single statements on a pooled connection, each its own transaction. */
    <T> T query(Work<T> work) {
        return translating(() -> {
            try (Connection connection = pool.getConnection()) {
                return work.run(connection);
            }
        });
    }

    private <T> T translating(SqlSupplier<T> work) {
        try {
            return work.get();
        } catch (SQLException e) {
            throw Failures.translate(e, address());
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /** Statements on a connection. */
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private interface SqlSupplier<T> {
        T get() throws SQLException;
    }
}
