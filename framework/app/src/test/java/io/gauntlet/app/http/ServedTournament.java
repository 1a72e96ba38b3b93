package io.gauntlet.app.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.gauntlet.api.Knowledge;
import io.gauntlet.app.TestProgram;
import io.gauntlet.app.TinyTournament;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.GauntletConfig;
import io.gauntlet.store.DatabaseConfig;

/** A server over tournaments that were played; it plays nothing itself, and answers whoever asks its models. */
record ServedTournament(Gauntlet gauntlet, WebServer server) implements AutoCloseable {
    /** Over the one that was played for all tests. */
    static ServedTournament start() throws IOException, InterruptedException {
        return start(TinyTournament.played(), false);
    }

    /** @param planning whether it also plans tournaments, for others to play */
    static ServedTournament start(TestProgram program, boolean planning) throws IOException, InterruptedException {
        Gauntlet gauntlet = Gauntlet.open(new GauntletConfig(
                DatabaseConfig.external(
                        program.variable("GAUNTLET_DATABASE_URL"),
                        program.variable("GAUNTLET_DATABASE_USER"),
                        program.variable("GAUNTLET_DATABASE_PASSWORD")),
                List.of(TestProgram.plugins()),
                Optional.empty(),
                Path.of(program.variable("GAUNTLET_CACHE")),
                1,
                false));
        return new ServedTournament(
                gauntlet,
                WebServer.start(
                        gauntlet,
                        new ServerSettings(
                                "127.0.0.1",
                                0,
                                Set.of(),
                                planning,
                                new TargetTerms(Optional.of(Knowledge.WHITE_BOX), TargetTerms.QUERIES, 1))));
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        gauntlet.close();
    }
}
