package io.gauntlet.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import io.gauntlet.store.embedded.EmbeddedPostgres;
import io.gauntlet.store.embedded.ServerFailure;

/** The open store: connection pool, event log, artifacts and jobs of one PostgreSQL database, schema up to date. */
public final class Database implements AutoCloseable {
    private static final String EMBEDDED_NAME = "gauntlet";

    private final @Nullable EmbeddedPostgres server;
    private final Connections connections;
    private final PostgresEventStore events;
    private final PostgresArtifactStore artifacts;
    private final PostgresJobQueue jobs;
    private final List<AutoCloseable> running = new ArrayList<>();
    private @Nullable Thread exitHook;
    private boolean closed;

    private Database(@Nullable EmbeddedPostgres server, Connections connections) {
        this.server = server;
        this.connections = connections;
        this.events = new PostgresEventStore(connections);
        this.artifacts = new PostgresArtifactStore(connections);
        this.jobs = new PostgresJobQueue(connections);
    }

    /**
     * Connects, starting the embedded server when it is asked for and not running, and migrates the schema, unless it is
     * opened to read only.
     *
     * @throws DataFolderException when the embedded server's folder cannot be used, or holds nothing to read
     * @throws StoreUnavailable when the server cannot be reached, refuses the password, or holds another build's schema
     */
    public static Database open(DatabaseConfig config) {
        return config instanceof DatabaseConfig.ReadOnly look ? open(look.database(), true) : open(config, false);
    }

    private static Database open(DatabaseConfig config, boolean readOnly) {
        if (config instanceof DatabaseConfig.Embedded embedded) {
            return openEmbedded(embedded, readOnly);
        }
        DatabaseConfig.External external = (DatabaseConfig.External) config;
        return readOnly
                ? look(null, external.url(), external.user(), external.password())
                : connect(null, external.url(), external.user(), external.password());
    }

    private static Database openEmbedded(DatabaseConfig.Embedded config, boolean readOnly) {
        if (readOnly && !Files.isDirectory(config.folder())) {
            throw new DataFolderException(
                    "There is no database in " + config.folder()
                            + " to read: play a tournament first, or name another with --data-folder.",
                    null);
        }
        EmbeddedPostgres server = start(config.folder());
        try {
            String url = server.url(EMBEDDED_NAME);
            Database database = readOnly
                    ? look(server, url, EmbeddedPostgres.USER, server.password())
                    : connect(server, url, EmbeddedPostgres.USER, server.password());
            if (config.stopAtExit()) {
                database.closeAtExit();
            }
            return database;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static EmbeddedPostgres start(Path folder) {
        try {
            return EmbeddedPostgres.open(folder);
        } catch (ServerFailure e) {
            throw new DataFolderException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Connects to what is there, to read only. */
    private static Database look(@Nullable EmbeddedPostgres server, String url, String user, String password) {
        String address = address(url);
        try (Connection connection = Connections.connect(url, user, password)) {
            new Migrations().check(connection, address);
            return new Database(server, application(server, url, user, password, true));
        } catch (SQLException e) {
            throw Failures.translate(e, address);
        }
    }

    /** In the embedded server the application works under a role of its own, in another as who it is told. */
    private static Connections application(
            @Nullable EmbeddedPostgres server, String url, String user, String password, boolean readOnly) {
        return server == null
                ? new Connections(url, user, password, readOnly)
                : new Connections(url, ApplicationRole.NAME, ApplicationRole.password(password), readOnly);
    }

    private static String address(String url) {
        return url.replaceFirst("\\?.*", "");
    }

    private static Database connect(@Nullable EmbeddedPostgres server, String url, String user, String password) {
        String address = address(url);
        Migrations migrations = new Migrations();
        try {
            try {
                migrations.apply(url, user, password, address);
            } catch (SQLException e) {
                if (server == null || !Failures.state(e).equals("3D000")) {
                    throw e;
                }
                createDatabase(server);
                migrations.apply(url, user, password, address);
            }
            if (server != null) {
                try (Connection owner = Connections.connect(url, user, password)) {
                    ApplicationRole.ensure(owner, ApplicationRole.password(password));
                }
            }
            return new Database(server, application(server, url, user, password, false));
        } catch (SQLException e) {
            throw Failures.translate(e, address);
        }
    }

    private static void createDatabase(EmbeddedPostgres server) throws SQLException {
        try (Connection connection =
                        Connections.connect(server.url("postgres"), EmbeddedPostgres.USER, server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + EMBEDDED_NAME);
        } catch (SQLException e) {
            // Another process may have been faster.
            if (!Failures.state(e).equals("42P04") && !Failures.state(e).equals("23505")) {
                throw e;
            }
        }
    }

    private void closeAtExit() {
        Thread hook = new Thread(this::close, "gauntlet-database-close");
        Runtime.getRuntime().addShutdownHook(hook);
        synchronized (this) {
            exitHook = hook;
        }
    }

    public EventStore events() {
        return events;
    }

    public ArtifactStore artifacts() {
        return artifacts;
    }

    /** Checks the record. */
    public Audit audit() {
        return new Audit(connections, events, artifacts);
    }

    /** Exports and imports. */
    public Archives archives() {
        return new Archives(connections, events, artifacts);
    }

    public JobQueue jobs() {
        return jobs;
    }

    /** Pooled connections, in auto-commit mode, for reading projections. */
    public DataSource dataSource() {
        return connections.pool();
    }

    /**
     * Runs single statements that only read, each its own transaction; again on another connection when the first was
     * lost.
     *
     * @throws StoreUnavailable when the server fails or refuses the statement
     */
    public <T> T read(Reading<T> reading) {
        return connections.read(reading::run);
    }

    /** Statements that only read. */
    @FunctionalInterface
    public interface Reading<T> {
        /** Reads on this connection, which is in auto-commit mode. */
        T run(Connection connection) throws SQLException;
    }

    /**
     * A connection outside the pool, for a session that holds an advisory lock or listens; the caller closes it.
     *
     * @throws SQLException the driver's, for callers that connect again
     */
    public Connection dedicatedConnection() throws SQLException {
        return connections.dedicated();
    }

    /** Where the database is, for messages; carries no password. */
    public String address() {
        return connections.address();
    }

    /** The exception of this package for one of the driver's: one sentence that says what to do. */
    public StoreException explain(SQLException e) {
        return Failures.translate(e, address());
    }

    /** Whether the server, the network or the disk failed, so that the same work may succeed later. */
    public static boolean isServerFault(SQLException e) {
        return Failures.ofServer(e);
    }

    /** Closes something together with the database, before its connections. */
    public synchronized void closeWith(AutoCloseable resource) {
        running.add(resource);
    }

    /** Stops subscriptions, workers and projections, closes all connections, and leaves the embedded server. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (AutoCloseable resource : running) {
            closeQuietly(resource);
        }
        closeQuietly(events);
        closeQuietly(jobs);
        connections.close();
        if (server != null) {
            server.close();
        }
        forgetExitHook();
    }

    private void forgetExitHook() {
        Optional.ofNullable(exitHook)
                .filter(hook -> !hook.equals(Thread.currentThread()))
                .ifPresent(hook -> {
                    try {
                        Runtime.getRuntime().removeShutdownHook(hook);
                    } catch (IllegalStateException e) {
                        // The process is ending; the hook will find the database closed.
                    }
                });
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            org.slf4j.LoggerFactory.getLogger(Database.class).warn("Closing {} failed", resource, e);
        }
    }
}
