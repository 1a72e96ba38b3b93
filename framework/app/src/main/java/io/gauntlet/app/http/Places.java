package io.gauntlet.app.http;

import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.StaticHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.store.projection.AccessTokens.Role;

/** Which address is answered by what, and who may ask. */
final class Places {
    private static final Logger LOG = LoggerFactory.getLogger(Places.class);
    static final String API = "/api/v1/";
    private static final String TARGETS = API + "targets/";
    private static final String FOR_EVER = "private, max-age=31536000, immutable";

    /** The largest body, as large as a spec may be. */
    private static final long LARGEST_BODY = 1 << 20;

    private static final long HEALTH_SECONDS = 5;

    /** A write that takes longer is complained of in the log. */
    private static final long LONGEST_WRITE_MINUTES = 10;

    /** Answers a request, blocking. */
    @FunctionalInterface
    private interface Answer {
        Object to(RoutingContext context) throws Exception;
    }

    private final Vertx vertx;
    private final WorkerExecutor writing;
    private final Gauntlet gauntlet;
    private final ServerSettings settings;
    private final Access access;
    private final EventStream stream;
    private final Health health;
    private final Metrics metrics;
    private final TargetRoutes targets;
    private final SpecApi specs;

    Places(
            Gauntlet gauntlet,
            ServerSettings settings,
            Access access,
            EventStream stream,
            Health health,
            Metrics metrics,
            TargetRoutes targets) {
        this.vertx = gauntlet.vertx();
        this.writing = vertx.createSharedWorkerExecutor("writes", 1, LONGEST_WRITE_MINUTES, TimeUnit.MINUTES);
        this.gauntlet = gauntlet;
        this.settings = settings;
        this.access = access;
        this.stream = stream;
        this.health = health;
        this.metrics = metrics;
        this.targets = targets;
        this.specs = new SpecApi(gauntlet, settings);
    }

    /** All of them. */
    Router router() {
        Router router = Router.router(vertx);
        router.route().handler(metrics::time);
        router.route().handler(new Guard(settings, Page.scriptHashes()));
        login(router);
        writes(router);
        targets.add(router, TARGETS + ":model");
        router.route().handler(Places::onlyReads);
        operating(router);
        // The document for people is a place of the page; all below it is the API.
        router.route("/api").handler(this::index);
        router.route("/api/*").handler(access.needs(Role.READER));
        reads(router);
        page(router);
        router.route().failureHandler(Places::failed);
        return router;
    }

    private void login(Router router) {
        Login login = new Login(access);
        Handler<RoutingContext> body = BodyHandler.create(false).setBodyLimit(LARGEST_BODY);
        router.route("/login").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(login::show);
        router.post("/login").handler(body).handler(login::enter);
        router.post("/logout").handler(login::leave);
    }

    private void writes(Router router) {
        TournamentWrites writes = new TournamentWrites(gauntlet);
        write(router, "tournaments", TournamentWrites.ROLE, 201, writes::plan);
        write(router, "tournaments/:id/cancel", TournamentWrites.ROLE, 200, writes::cancel);
        write(router, "plugins/reload", Role.ADMIN, 200, new PluginWrites(gauntlet)::reload);
        taken(router, "estimates", TournamentWrites.ROLE).handler(new Estimates(gauntlet)::answer);
    }

    /** Writes are done one after the other, aside from reads: a plan may load a data set. */
    private void write(Router router, String path, Role role, int status, Answer answer) {
        taken(router, path, role)
                .handler(context -> writing.executeBlocking(() -> answer.to(context))
                        .onSuccess(value -> Replies.json(context, status, value))
                        .onFailure(failure -> Replies.failure(context, failure)));
    }

    /** A place that takes bodies from those who have a role, where the server plays. */
    private Route taken(Router router, String path, Role role) {
        // A route each, since a body is read only once it is known who sends it.
        router.post(API + path).handler(access.needs(role));
        router.post(API + path).handler(this::onlyWhenPlaying);
        router.post(API + path).handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
        return router.post(API + path);
    }

    private void onlyWhenPlaying(RoutingContext context) {
        if (!settings.planning()) {
            Replies.failure(context, 403, specs.shows());
        } else if (health.ending()) {
            Replies.failure(context, 503, "The server is ending: try again once it runs again.");
        } else {
            context.next();
        }
    }

    private static void onlyReads(RoutingContext context) {
        if (Guard.reads(context.request())) {
            context.next();
        } else {
            context.response().putHeader("Allow", "GET, HEAD");
            Replies.failure(context, 405, "Only GET and HEAD are understood here.");
        }
    }

    private void operating(Router router) {
        router.route("/health")
                .handler(access.needsElsewhere(Role.READER))
                .handler(context -> vertx.executeBlocking(health::report, false)
                        .timeout(HEALTH_SECONDS, TimeUnit.SECONDS)
                        .otherwise(failure -> health.silent())
                        .onSuccess(report -> Replies.json(context, report.well() ? 200 : 503, report.json())));
        router.route("/metrics")
                .handler(access.needsElsewhere(Role.READER))
                .handler(context -> vertx.executeBlocking(metrics::read, false)
                        .onSuccess(text -> context.response()
                                .putHeader("Content-Type", Metrics.TYPE)
                                .putHeader("Cache-Control", "no-store")
                                .end(text)
                                .onFailure(e -> LOG.debug("A client went away", e)))
                        .onFailure(failure -> Replies.failure(context, failure)));
    }

    private void reads(Router router) {
        TournamentApi api = new TournamentApi(gauntlet, stream::tables);
        answer(router, "tournaments", api::tournaments);
        answer(router, "tournaments/:id", api::tournament);
        answer(router, "tournaments/:id/spec", specs::spec);
        answer(router, "tournaments/:id/span", api::span);
        answer(router, "tournaments/:id/ratings", api::ratings);
        answer(router, "tournaments/:id/mixture", api::mixture);
        answer(router, "tournaments/:id/rounds", api::rounds);
        answer(router, "tournaments/:id/matches", api::matches);
        answer(router, "tournaments/:id/cells/:attacker/:defender/:threatModel/samples", api::samples);
        answer(router, "comparisons/:first/:second", api::comparison);
        answer(router, "matches/:id", api::match);
        answer(router, "events", api::events);
        answer(router, "plugins", api::plugins);
        answer(router, "plugins/:kind/:id", api::plugin);
        answer(router, "spec-schema", specs::schema);
        answer(router, "visitor", specs::visitor);
        answer(router, "workers", api::workers);
        answer(router, "flags", api::flags);
        answer(router, "flags/:id", api::flag);
        answer(router, "health", api::health);
        answer(router, "openapi.json", context -> ApiDocument.written());
        SamplePictures pictures = new SamplePictures(gauntlet, api);
        for (SamplePictures.Kind kind : SamplePictures.Kind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT) + ".png";
            router.route(API + "matches/:id/samples/:row/" + name).handler(context -> picture(context, pictures, kind));
        }
        router.route(API + "stream").handler(context -> {
            access.watch(context);
            stream.open(context);
        });
        router.route("/api/*")
                .handler(context -> Replies.failure(context, 404, "The API has nothing at this address."));
    }

    private void answer(Router router, String path, Answer answer) {
        router.route(API + path)
                .handler(context -> vertx.executeBlocking(() -> answer.to(context), false)
                        .onSuccess(value -> Replies.json(context, value))
                        .onFailure(failure -> Replies.failure(context, failure)));
    }

    private void picture(RoutingContext context, SamplePictures pictures, SamplePictures.Kind kind) {
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

    private void page(Router router) {
        router.route("/lib/*").handler(StaticHandler.create(Page.LIBRARIES).setDirectoryListing(false));
        router.route("/lib/*").handler(context -> Replies.failure(context, 404, "There is no such library file."));
        router.route("/").handler(this::onlyWithToken);
        // The page's own files have no version in their names: browsers ask again, and get 304 when nothing changed.
        router.route()
                .handler(StaticHandler.create(Page.ROOT).setMaxAgeSeconds(0).setDirectoryListing(false));
        router.route().handler(this::index);
    }

    /** The page's files are no secret; but without a token it would show refusals only. */
    private void onlyWithToken(RoutingContext context) {
        if (access.mustLogIn(context)) {
            Login.demand(context);
        } else {
            context.next();
        }
    }

    private void index(RoutingContext context) {
        String path = context.normalizedPath();
        // What looks like a file is one that is missing; but cells are named after their epsilon, with a dot.
        boolean place = path.startsWith("/tournaments/") || path.startsWith("/plugins/");
        boolean file = !place && path.substring(path.lastIndexOf('/') + 1).contains(".");
        if (file || "/index.html".equals(path)) {
            Replies.failure(context, 404, "There is no such page.");
        } else if (access.mustLogIn(context)) {
            Login.demand(context);
        } else {
            context.reroute("/index.html");
        }
    }

    private static void failed(RoutingContext context) {
        Throwable failure = context.failure();
        if (context.statusCode() == 413) {
            int most = context.normalizedPath().startsWith(TARGETS) ? TargetQuestions.LARGEST_BODY >> 20 : 1;
            Replies.failure(context, 413, "The request is larger than " + most + " MiB, the most that is taken.");
        } else if (failure != null) {
            Replies.failure(context, failure);
        } else {
            Replies.failure(context, context.statusCode(), "This cannot be answered.");
        }
    }
}
