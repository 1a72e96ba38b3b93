package io.gauntlet.app.http;

import java.util.Objects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gauntlet.api.data.DataUnavailableException;
import io.gauntlet.app.json.Json;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.spec.InvalidSpecException;
import io.gauntlet.store.ArtifactMissing;
import io.gauntlet.store.StoreException;

/** Answers to requests. */
final class Replies {
    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);
    private static final String JSON = "application/json; charset=utf-8";
    private static final int FAULT = 500;

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
        if (failure instanceof InvalidSpecException wrong) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode().put("error", sentence(context, wrong));
            answer.set("problems", Json.tree(wrong.problems()));
            text(context, 400, answer.toString());
        } else {
            failure(context, status(failure), sentence(context, failure));
        }
    }

    private static int status(Throwable failure) {
        if (failure instanceof HttpFailure wrong) {
            return wrong.status();
        } else if (failure instanceof InvalidInputException) {
            return 400;
        } else if (failure instanceof ArtifactMissing) {
            return 404;
        } else if (failure instanceof StoreException || failure instanceof DataUnavailableException) {
            return 503;
        }
        return FAULT;
    }

    /** What went wrong, for people; what is a fault of the server's own goes to the log. */
    static String sentence(RoutingContext context, Throwable failure) {
        if (status(failure) == FAULT) {
            LOG.error("{} failed", context.request().path(), failure);
            return "The server met a fault of its own; its log tells more.";
        }
        return Objects.requireNonNullElse(failure.getMessage(), "Something failed.");
    }
}
