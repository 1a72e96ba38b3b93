package io.gauntlet.app.http;

import java.util.Objects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gauntlet.api.data.DataUnavailableException;
import io.gauntlet.app.json.Json;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.store.ArtifactMissing;
import io.gauntlet.store.StoreException;

/** Answers to requests. */
final class Replies {
    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);
    private static final String JSON = "application/json; charset=utf-8";

    private Replies() {}

    /** What is JSON already. */
    record Written(String json) {}

    /** Answers with a record as JSON. */
    static void json(RoutingContext context, Object value) {
        text(context, 200, value instanceof Written written ? written.json : Json.write(value));
    }

    /** Answers with a record as JSON, under a status of its own. */
    static void json(RoutingContext context, int status, Object value) {
        text(context, status, Json.write(value));
    }

    private static void text(RoutingContext context, int status, String json) {
        if (context.response().closed() || context.response().ended()) {
            return;
        }
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", JSON)
                .putHeader("Cache-Control", "no-store")
                .end(json)
                .onFailure(e -> LOG.debug("A client went away", e));
    }

    /** Answers with a sentence. */
    static void failure(RoutingContext context, int status, String sentence) {
        text(
                context,
                status,
                JsonNodeFactory.instance.objectNode().put("error", sentence).toString());
    }

    /** Answers with what went wrong. */
    static void failure(RoutingContext context, Throwable failure) {
        String sentence = Objects.requireNonNullElse(failure.getMessage(), "Something failed.");
        if (failure instanceof HttpFailure wrong) {
            failure(context, wrong.status(), sentence);
        } else if (failure instanceof InvalidInputException) {
            failure(context, 400, sentence);
        } else if (failure instanceof ArtifactMissing) {
            failure(context, 404, sentence);
        } else if (failure instanceof StoreException || failure instanceof DataUnavailableException) {
            failure(context, 503, sentence);
        } else {
            LOG.error("{} failed", context.request().path(), failure);
            failure(context, 500, "The server met a fault of its own; its log tells more.");
        }
    }
}
