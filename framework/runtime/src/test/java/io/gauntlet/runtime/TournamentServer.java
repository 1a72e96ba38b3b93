package io.gauntlet.runtime;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;

import io.gauntlet.runtime.record.CheckListener;
import io.gauntlet.runtime.testplugin.BlobsPlugin;
import io.gauntlet.runtime.testplugin.PlayersPlugin;
import io.gauntlet.store.embedded.EmbeddedPostgres;

/** What the tests of whole tournaments begin with. */
final class TournamentServer {
    /** Wants to hear nothing. */
    static final CheckListener SILENT = CheckListener.DEAF;

    private TournamentServer() {}

    /** The embedded server with these databases; the tests' data and players lie packed in {@code plugins} beside it. */
    static EmbeddedPostgres open(Path folder, List<String> databases) throws Exception {
        EmbeddedPostgres server = EmbeddedPostgres.open(folder.resolve("postgres"));
        try (Connection connection =
                        DriverManager.getConnection(server.url("postgres"), EmbeddedPostgres.USER, server.password());
                Statement statement = connection.createStatement()) {
            for (String database : databases) {
                statement.execute("create database " + database);
            }
        }
        TestJars.write(folder.resolve("plugins/blobs.jar"), BlobsPlugin.class);
        TestJars.write(folder.resolve("plugins/players/players.jar"), PlayersPlugin.class);
        return server;
    }
}
