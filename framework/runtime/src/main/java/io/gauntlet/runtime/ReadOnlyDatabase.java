package io.gauntlet.runtime;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.store.Database;
import io.gauntlet.store.DatabaseConfig;
import io.gauntlet.store.embedded.EmbeddedPostgres;
import io.gauntlet.store.embedded.ServerFailure;

/** A database whose sessions are read-only: PostgreSQL itself refuses whatever would change it. */
final class ReadOnlyDatabase {
    private static final String EMBEDDED_NAME = "gauntlet";

    /** In the address they take the place of the store's own options, which are said again here. */
    private static final String OPTIONS = "-c default_transaction_read_only=on -c timezone=UTC"
            + " -c search_path=public,projection -c idle_in_transaction_session_timeout=60s"
            + " -c default_transaction_isolation=read\\ committed";

    private final Database database;
    private final Runnable leave;

    private ReadOnlyDatabase(Database database, Runnable leave) {
        this.database = database;
        this.leave = leave;
    }

    /**
     * Opens one that exists and is up to date.
     *
     * @throws InvalidInputException when the data folder holds none
     * @throws GauntletFailure when its server cannot be started, with what to do
     * @throws io.gauntlet.store.StoreException when it cannot be used, with what to do
     */
    static ReadOnlyDatabase open(DatabaseConfig config) {
        if (config instanceof DatabaseConfig.Embedded embedded) {
            return openEmbedded(embedded.folder());
        }
        DatabaseConfig.External external = (DatabaseConfig.External) config;
        return new ReadOnlyDatabase(connect(external.url(), external.user(), external.password()), () -> {});
    }

    private static ReadOnlyDatabase openEmbedded(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidInputException("There is no database in " + folder
                    + " to read: play a tournament first, or name another with --data-folder.");
        }
        EmbeddedPostgres server;
        try {
            server = EmbeddedPostgres.open(folder);
        } catch (ServerFailure e) {
            throw new GauntletFailure(String.valueOf(e.getMessage()), e);
        }
        try {
            return new ReadOnlyDatabase(
                    connect(server.url(EMBEDDED_NAME), EmbeddedPostgres.USER, server.password()), server::close);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static Database connect(String url, String user, String password) {
        String options = URLEncoder.encode(OPTIONS, StandardCharsets.UTF_8).replace("+", "%20");
        return Database.open(
                DatabaseConfig.external(url + (url.contains("?") ? "&" : "?") + "options=" + options, user, password));
    }

    /** What was opened; who closes it calls {@link #leave()} afterwards. */
    Database database() {
        return database;
    }

    /** Leaves the embedded server, which is stopped when nobody else uses it. */
    void leave() {
        leave.run();
    }
}
