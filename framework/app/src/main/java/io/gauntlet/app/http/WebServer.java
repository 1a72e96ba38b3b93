package io.gauntlet.app.http;

import java.net.BindException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.remote.RemoteTargets;
import io.gauntlet.store.projection.AccessTokens;
import io.gauntlet.store.projection.AccessTokens.Role;

/** The web server of one process. */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final long PATIENCE_SECONDS = 30;

    /** What a browser sends with many cookies, and no more. */
    private static final int LARGEST_HEADERS = 16 * 1024;

    /** Whoever is silent so long has gone; readers of the stream hear something more often. */
    private static final int IDLE_SECONDS = 120;

    private final Health health;
    private final Metrics metrics;
    private final EventStream stream;
    private final RemoteTargets targets;
    private final Router router;
    private final HttpServer server;

    private WebServer(Gauntlet gauntlet, ServerSettings settings, AccessTokens tokens) {
        health = new Health(gauntlet);
        metrics = new Metrics(gauntlet, health);
        stream = new EventStream(gauntlet, metrics::recorded);
        Access access = new Access(tokens, !settings.exposed());
        targets = new RemoteTargets(gauntlet);
        TargetRoutes asking = new TargetRoutes(targets, settings.targets(), access.needs(Role.RUNNER), health::ending);
        Places places = new Places(gauntlet, settings, access, stream, health, metrics, asking);
        HttpServerOptions options = new HttpServerOptions()
                .setHost(settings.address())
                .setPort(settings.port())
                .setMaxHeaderSize(LARGEST_HEADERS)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        router = places.router();
        server = gauntlet.vertx().createHttpServer(options).requestHandler(router);
    }

    /**
     * Starts.
     *
     * @throws InvalidInputException when others could reach the server and there is no token to let anybody in
     * @throws ServerFailure when the port is in use or cannot be opened, with what to do
     */
    public static WebServer start(Gauntlet gauntlet, ServerSettings settings) throws InterruptedException {
        AccessTokens tokens = new AccessTokens(gauntlet.database());
        if (settings.exposed() && !tokens.any()) {
            throw new InvalidInputException("The address " + settings.host()
                    + " can be reached by others, and there is no token to let anybody in: create one with"
                    + " `./gauntlet token create NAME --role reader`, or serve on 127.0.0.1 without --public-host.");
        }
        if (!gauntlet.readOnly()) {
            gauntlet.projections();
        }
        WebServer server = new WebServer(gauntlet, settings, tokens);
        try {
            server.server.listen().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return server;
        } catch (ExecutionException e) {
            server.close();
            throw failure(e.getCause(), settings);
        } catch (TimeoutException e) {
            server.close();
            throw new ServerFailure(
                    "The port " + settings.port() + " of " + settings.address() + " does not open: try another --port.",
                    e);
        }
    }

    private static ServerFailure failure(Throwable cause, ServerSettings settings) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        String port = "The port " + settings.port() + " of " + settings.address();
        if (cause instanceof BindException && message.contains("in use")) {
            return new ServerFailure(
                    port + " is in use: choose another with --port, or end the program that uses it.", cause);
        }
        return new ServerFailure(
                port + " cannot be opened (" + cause.getMessage() + "): choose another with --port.", cause);
    }

    /** The port that is open. */
    public int port() {
        return server.actualPort();
    }

    /** All addresses that are answered. */
    List<Route> routes() {
        return router.getRoutes();
    }

    /** Tells everybody that the server ends soon; from now on nothing is planned, and {@code /health} says so. */
    public void ending(long seconds) {
        health.ends();
        stream.ending(seconds);
    }

    /** Ends all connections and closes the port. */
    @Override
    public void close() {
        try {
            stream.close();
            server.close().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("The web server did not close in order: {}", e.getMessage());
        }
        targets.close();
        metrics.close();
    }
}
