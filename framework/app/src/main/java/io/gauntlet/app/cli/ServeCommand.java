package io.gauntlet.app.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import io.gauntlet.app.http.ServerSettings;
import io.gauntlet.app.http.TargetTerms;
import io.gauntlet.app.http.WebServer;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.runtime.Gauntlet;

/** Serves the page and the API. */
@Command(
        name = "serve",
        description = "Serve the web page and the API until interrupted; with workers also play what is planned.")
final class ServeCommand extends Subcommand {
    private static final Duration TURN = Duration.ofSeconds(1);

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "The address to serve on (default: 127.0.0.1). On others than this machine's own everybody"
                    + " needs a token, see `token`.")
    String host = "127.0.0.1";

    @Option(names = "--port", paramLabel = "PORT", description = "The port; 0 for any that is free (default: 8080).")
    int port = 8080;

    @Option(
            names = "--public-host",
            paramLabel = "NAME",
            description = "A name by which others reach the server, such as that of a proxy before it; can be given"
                    + " several times. Then everybody needs a token.")
    List<String> publicHosts = new ArrayList<>();

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "How many jobs also run here. With 0, tournaments are planned and led here and played by"
                    + " processes of `gauntlet worker` (default: only show).")
    @Nullable
    Integer workers;

    @Option(
            names = "--targets",
            paramLabel = "KNOWLEDGE",
            description = "Let programs ask stored models at /api/v1/targets/SHA-256, with label, score or white-box"
                    + " knowledge (default: nobody may).")
    @Nullable
    String targets;

    @Option(
            names = "--target-queries",
            paramLabel = "N",
            description = "How many candidates each client may ask each model about (default: 1000000).")
    long targetQueries = TargetTerms.QUERIES;

    @Option(
            names = "--target-seed",
            paramLabel = "N",
            description = "The root of the draws of randomised models that programs ask (default: 1).")
    long targetSeed = 1;

    @Option(names = "--read-only", description = "Write nothing at all; other processes keep the tables current.")
    boolean readOnly;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            description = "How long jobs may still run when the server is asked to end (default: 30).")
    int grace = 30;

    @Override
    public Integer call() throws InterruptedException {
        boolean leads = workers != null;
        int jobs = workers == null ? 0 : Workers.checked(workers, 0);
        Duration patience = Workers.grace(grace);
        if (readOnly && leads) {
            throw new InvalidInputException(
                    "A server that is read-only plays nothing: leave out --workers or --read-only.");
        }
        if (leads) {
            parent.makePluginFolder();
        }
        ServerSettings settings = new ServerSettings(host, port, Set.copyOf(publicHosts), leads, terms());
        try (Session session = readOnly ? Session.openReadOnly(parent) : Session.open(parent, Math.max(1, jobs));
                WebServer server = WebServer.start(session.gauntlet(), settings);
                EndSignals signals = EndSignals.listen()) {
            if (jobs > 0) {
                session.gauntlet().start();
                session.gauntlet().replayExamples();
            } else if (leads) {
                session.gauntlet().lead();
            }
            String name = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
            out().println("Gauntlet is at http://" + name + ":" + server.port() + " (Ctrl-C ends it)");
            out().flush();
            while (!signals.await(TURN)) {
                if (leads) {
                    session.gauntlet().checkHealth();
                }
            }
            server.ending(jobs > 0 ? grace : 0);
            end(session.gauntlet(), jobs, signals, patience);
            return ExitStatus.DONE;
        }
    }

    private TargetTerms terms() {
        return new TargetTerms(Optional.ofNullable(targets).map(TargetTerms::knowledge), targetQueries, targetSeed);
    }

    private void end(Gauntlet gauntlet, int jobs, EndSignals signals, Duration patience) throws InterruptedException {
        String stopped = jobs == 0 ? "Stopped" : new Draining(gauntlet, signals, patience).drain(err());
        err().println(
                        stopped.equals("Stopped")
                                ? "Stopped."
                                : stopped + ". Nothing is lost: the next server or `./gauntlet resume` goes on.");
    }
}
