package io.gauntlet.app.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

import io.gauntlet.app.json.EstimateJson;
import io.gauntlet.arena.spec.TournamentSpec;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.StoredModels;
import io.gauntlet.runtime.estimate.Grid;

/**
 * Dry runs: what a spec would cost. It takes a while, so the answer is written line by line, each an object: first who
 * would meet whom, then what is being tried out, at last the estimate, or why there is none. One is made at a time.
 */
final class Estimates {
    /** Lines of JSON. */
    static final String TYPE = "application/x-ndjson";

    private static final long LONGEST_MINUTES = 60;

    /** Whoever is silent for long is taken for gone. */
    private static final long BEAT_MILLIS = 15_000;

    private final Gauntlet gauntlet;
    private final WorkerExecutor measuring;
    private final AtomicBoolean busy = new AtomicBoolean();

    Estimates(Gauntlet gauntlet) {
        this.gauntlet = gauntlet;
        // A second thread: while one is measured, the next is told that its spec is wrong, or that it must wait.
        this.measuring = gauntlet.vertx().createSharedWorkerExecutor("estimates", 2, LONGEST_MINUTES, TimeUnit.MINUTES);
    }

    /** Ends an estimate that nobody waits for. */
    private static final class Gone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Gone() {
            super("Nobody waits for this estimate.", null, false, false);
        }
    }

    /** Answers with the estimate for the spec in the body. */
    void answer(RoutingContext context) {
        StoredModels models = new StoredModels(gauntlet.database());
        measuring
                .executeBlocking(() -> SpecBody.read(context, gauntlet.catalog(), models), false)
                .onFailure(failure -> Replies.failure(context, failure))
                .onSuccess(spec -> {
                    if (busy.compareAndSet(false, true)) {
                        measure(context, spec, models);
                    } else {
                        Replies.failure(
                                context,
                                429,
                                "The spec is right, but another one is being measured here: try again in a minute.");
                    }
                });
    }

    private void measure(RoutingContext context, TournamentSpec spec, StoredModels models) {
        AtomicBoolean gone = new AtomicBoolean();
        HttpServerResponse response = context.response();
        response.closeHandler(closed -> gone.set(true));
        response.exceptionHandler(failure -> gone.set(true));
        response.setChunked(true).putHeader("Content-Type", TYPE).putHeader("Cache-Control", "no-store");
        write(response, object("grid", EstimateJson.grid(Grid.of(spec, gauntlet.catalog()))));
        long beat = context.vertx().setPeriodic(BEAT_MILLIS, id -> write(response, empty()));
        measuring
                .executeBlocking(
                        () -> gauntlet.estimate(spec, models, trying -> {
                            if (gone.get()) {
                                throw new Gone();
                            }
                            write(response, empty().put("trying", trying));
                        }),
                        false)
                .onComplete(ended -> {
                    busy.set(false);
                    context.vertx().cancelTimer(beat);
                    if (!gone.get()) {
                        write(
                                response,
                                ended.succeeded()
                                        ? object("estimate", EstimateJson.of(ended.result()))
                                        : empty().put("error", Replies.sentence(context, ended.cause())));
                        response.end();
                    }
                });
    }

    private static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode object(String name, JsonNode value) {
        ObjectNode object = empty();
        object.set(name, value);
        return object;
    }

    private static void write(HttpServerResponse response, ObjectNode line) {
        if (!response.closed() && !response.ended()) {
            response.write(line + "\n");
        }
    }
}
