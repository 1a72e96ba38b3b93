package io.gauntlet.app.http;

import java.net.BindException;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.runtime.Gauntlet;

/** The web server of one process. */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final String API = "/api/v1/";
    private static final long PATIENCE_SECONDS = 30;
    private static final String FOR_EVER = "private, max-age=31536000, immutable";

    /** Answers a request, blocking. */
    @FunctionalInterface
    private interface Answer {
        Object to(RoutingContext context) throws Exception;
    }

    private final Vertx vertx;
    private final TournamentApi api;
    private final SamplePictures pictures;
    private final EventStream stream;
    private final HttpServer server;

    private WebServer(Gauntlet gauntlet, String host, int port) {
        vertx = gauntlet.vertx();
        api = new TournamentApi(gauntlet);
        pictures = new SamplePictures(gauntlet, api);
        stream = new EventStream(gauntlet);
        server = vertx.createHttpServer(new HttpServerOptions().setHost(host).setPort(port))
                .requestHandler(router());
    }

    /**
     * Starts.
     *
     * @param host a loopback address
     * @param port 0 for any that is free
     * @throws InvalidInputException when others could reach the address, or there is no such port
     * @throws ServerFailure when the port is in use or cannot be opened, with what to do
     */
    public static WebServer start(Gauntlet gauntlet, String host, int port) throws InterruptedException {
        checkAddress(host, port);
        gauntlet.projections();
        String address = host.equals("[::1]") ? "::1" : host;
        WebServer server = new WebServer(gauntlet, address, port);
        try {
            server.server.listen().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return server;
        } catch (ExecutionException e) {
            server.close();
            throw failure(e.getCause(), address, port);
        } catch (TimeoutException e) {
            server.close();
            throw new ServerFailure("The port " + port + " of " + address + " does not open: try another --port.", e);
        }
    }

    /** Checks where to serve. @throws InvalidInputException when others could reach the address, or there is no such port */
    public static void checkAddress(String host, int port) {
        Guard.checkHost(host);
        if (port < 0 || port > 65_535) {
            throw new InvalidInputException("A port is a number from 0 to 65535, not " + port + ".");
        }
    }

    private static ServerFailure failure(Throwable cause, String host, int port) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (cause instanceof BindException && message.contains("in use")) {
            return new ServerFailure(
                    "The port " + port + " of " + host
                            + " is in use: choose another with --port, or end the program that" + " uses it.",
                    cause);
        }
        return new ServerFailure(
                "The port " + port + " of " + host + " cannot be opened (" + cause.getMessage()
                        + "): choose another with --port.",
                cause);
    }

    /** The port that is open. */
    public int port() {
        return server.actualPort();
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.route().handler(new Guard(Page.scriptHashes()));
        answer(router, "tournaments", api::tournaments);
        answer(router, "tournaments/:id", api::tournament);
        answer(router, "tournaments/:id/matches", api::matches);
        answer(router, "tournaments/:id/cells/:attacker/:defender/:threatModel/samples", api::samples);
        answer(router, "matches/:id", api::match);
        answer(router, "events", api::events);
        answer(router, "plugins", api::plugins);
        answer(router, "plugins/:kind/:id", api::plugin);
        answer(router, "health", api::health);
        for (SamplePictures.Kind kind : SamplePictures.Kind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT) + ".png";
            router.route(API + "matches/:id/samples/:row/" + name).handler(context -> picture(context, kind));
        }
        router.route(API + "stream").handler(stream::open);
        router.route("/api/*")
                .handler(context -> Replies.failure(context, 404, "The API has nothing at this address."));
        router.route("/lib/*").handler(StaticHandler.create(Page.LIBRARIES).setDirectoryListing(false));
        router.route("/lib/*").handler(context -> Replies.failure(context, 404, "There is no such library file."));
        // The page's own files have no version in their names: browsers ask again, and get 304 when nothing changed.
        router.route()
                .handler(StaticHandler.create(Page.ROOT).setMaxAgeSeconds(0).setDirectoryListing(false));
        router.route().handler(WebServer::index);
        router.route().failureHandler(WebServer::failed);
        return router;
    }

    private static void index(RoutingContext context) {
        String path = context.normalizedPath();
        // What looks like a file is one that is missing; but cells are named after their epsilon, with a dot.
        boolean place = path.startsWith("/tournaments/") || path.startsWith("/plugins/");
        boolean file = !place && path.substring(path.lastIndexOf('/') + 1).contains(".");
        if (file || "/index.html".equals(path)) {
            Replies.failure(context, 404, "There is no such page.");
        } else {
            context.reroute("/index.html");
        }
    }

    private static void failed(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure != null) {
            Replies.failure(context, failure);
        } else {
            Replies.failure(context, context.statusCode(), "This cannot be answered.");
        }
    }

    private void answer(Router router, String path, Answer answer) {
        Route route = router.route(API + path);
        route.handler(context -> vertx.executeBlocking(() -> answer.to(context), false)
                .onSuccess(value -> Replies.json(context, value))
                .onFailure(failure -> Replies.failure(context, failure)));
    }

    private void picture(RoutingContext context, SamplePictures.Kind kind) {
        vertx.executeBlocking(
                        () -> {
                            UUID match = Given.id(context, "match");
                            int row = (int) Given.number(context, "row", 0, Integer.MAX_VALUE, 0);
                            return pictures.png(match, row, kind);
                        },
                        false)
                .onSuccess(png -> context.response()
                        .putHeader("Content-Type", "image/png")
                        .putHeader("Cache-Control", FOR_EVER)
                        .end(Buffer.buffer(png))
                        .onFailure(e -> LOG.debug("A client went away", e)))
                .onFailure(failure -> Replies.failure(context, failure));
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
    }
}
