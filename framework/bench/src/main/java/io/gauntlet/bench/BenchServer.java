package io.gauntlet.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import org.jspecify.annotations.Nullable;

import io.gauntlet.store.DatabaseConfig;
import io.gauntlet.store.embedded.EmbeddedPostgres;
import io.gauntlet.store.embedded.ServerFailure;

/** A database server of a benchmark's own, in a folder that is removed with it. */
public final class BenchServer implements AutoCloseable {
    private static final String DATABASE = "bench";

    private final Path data;
    private final EmbeddedPostgres server;
    private final String version;

    private BenchServer(Path data, EmbeddedPostgres server, String version) {
        this.data = data;
        this.server = server;
        this.version = version;
    }

    /**
     * Starts one with an empty database.
     *
     * @param folder where its data are meanwhile; null for the folder of temporary files
     */
    public static BenchServer start(@Nullable Path folder) throws IOException, SQLException, ServerFailure {
        Path data = folder == null
                ? Files.createTempDirectory("gauntlet-bench-")
                : Files.createTempDirectory(folder, "gauntlet-bench-");
        EmbeddedPostgres server = null;
        try {
            server = EmbeddedPostgres.open(data);
            try (Connection connection = DriverManager.getConnection(
                            server.url("postgres"), EmbeddedPostgres.USER, server.password());
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + DATABASE);
                return new BenchServer(data, server, connection.getMetaData().getDatabaseProductVersion());
            }
        } catch (RuntimeException | SQLException | ServerFailure e) {
            if (server != null) {
                server.close();
            }
            delete(data);
            throw e;
        }
    }

    /** The address of the database for JDBC. */
    public String url() {
        return server.url(DATABASE);
    }

    /** Of {@link EmbeddedPostgres#USER}. */
    public String password() {
        return server.password();
    }

    /** How Gauntlet opens the database. */
    public DatabaseConfig config() {
        return DatabaseConfig.external(url(), EmbeddedPostgres.USER, password());
    }

    /** What a report says of it. */
    public String fact() {
        return "PostgreSQL " + version + ", fsync on";
    }

    @Override
    public void close() {
        server.close();
        delete(data);
    }

    private static void delete(Path root) {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                    Files.delete(path);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path path, @Nullable IOException failure) throws IOException {
                    Files.delete(path);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + root + " could not be removed: remove it by hand.", e);
        }
    }
}
