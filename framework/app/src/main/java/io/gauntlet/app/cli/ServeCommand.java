package io.gauntlet.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import io.gauntlet.app.http.WebServer;

/** Serves the page and the API. */
@Command(name = "serve", description = "Serve the web page and the API on this machine, until interrupted.")
final class ServeCommand extends Subcommand {
    private static final long TURN_MILLIS = 1000;

    @Option(names = "--host", paramLabel = "HOST", description = "A loopback address (default: 127.0.0.1).")
    String host = "127.0.0.1";

    @Option(names = "--port", paramLabel = "PORT", description = "The port; 0 for any that is free (default: 8080).")
    int port = 8080;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "How many jobs also run here (default: 0, none: `gauntlet run` and `resume` play).")
    int workers;

    @Override
    public Integer call() throws InterruptedException {
        Workers.checked(workers, 0);
        WebServer.checkAddress(host, port);
        try (Session session = Session.open(parent, Math.max(1, workers));
                WebServer server = WebServer.start(session.gauntlet(), host, port)) {
            if (workers > 0) {
                session.gauntlet().start();
            }
            session.onSignal(() -> err().println("Stopped."));
            String name = host.equals("::1") ? "[::1]" : host;
            out().println("Gauntlet is at http://" + name + ":" + server.port() + " (Ctrl-C ends it)");
            out().flush();
            while (true) {
                Thread.sleep(TURN_MILLIS);
                if (workers > 0) {
                    session.gauntlet().checkHealth();
                }
            }
        }
    }
}
