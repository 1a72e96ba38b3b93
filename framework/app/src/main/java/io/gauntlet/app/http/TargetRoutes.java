package io.gauntlet.app.http;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gauntlet.api.Knowledge;
import io.gauntlet.api.model.NonFiniteException;
import io.gauntlet.engine.file.Npy;
import io.gauntlet.runtime.compute.TimedOutException;
import io.gauntlet.runtime.remote.RemoteTarget;
import io.gauntlet.runtime.remote.RemoteTargets;
import io.gauntlet.runtime.remote.UnknownTarget;

/**
 * The addresses at which programs ask stored models. Few requests are in hand at once, from the first byte of their body
 * to their answer: others are asked to come again, so that bodies never fill the memory.
 */
final class TargetRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(TargetRoutes.class);
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{64}");
    private static final Set<String> TYPES = Set.of("application/octet-stream", "application/x-npy");
    private static final String PLACE = Place.class.getName();
    private static final int AT_ONCE = 4;

    /** Answers a request with records or a {@link TargetQuestions.Reply}, blocking. */
    @FunctionalInterface
    private interface Question {
        Object ask(RoutingContext context, RemoteTarget target);
    }

    /** One request's share of what is in hand. Used on the request's event loop alone. */
    private final class Place {
        private boolean asking;
        private boolean left;

        /**
         * From now on an answer is computed, whoever still waits for it.
         *
         * @return false when nobody does any more
         */
        boolean ask() {
            asking = !left;
            return asking;
        }

        void gone() {
            if (!asking) {
                leave();
            }
        }

        void leave() {
            if (!left) {
                left = true;
                places.release();
            }
        }
    }

    private final RemoteTargets targets;
    private final TargetQuestions questions;
    private final Handler<RoutingContext> access;
    private final BooleanSupplier ending;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /**
     * @param access lets in who may compute here
     * @param ending whether the server ends
     */
    TargetRoutes(RemoteTargets targets, TargetTerms terms, Handler<RoutingContext> access, BooleanSupplier ending) {
        this.targets = targets;
        this.access = access;
        this.ending = ending;
        questions = new TargetQuestions(terms);
    }

    /**
     * Adds all addresses.
     *
     * @param path that of a model, with the parameter {@code model}
     */
    void add(Router router, String path) {
        get(router, path, questions::facts);
        get(router, path + "/samples.npy", questions::samples);
        post(router, path + "/labels", "a label", Knowledge.LABEL, questions::labels);
        post(router, path + "/scores", "a score", Knowledge.SCORE, questions::scores);
        post(router, path + "/gradients", "a gradient", Knowledge.WHITE_BOX, questions::gradients);
    }

    private void get(Router router, String path, Question question) {
        router.get(path).handler(access);
        router.get(path).handler(context -> enter(context, "this", Knowledge.LABEL));
        router.get(path).handler(context -> answer(context, question));
    }

    /** A route for each step, since a body is read only once it is known who sends it and that it is wanted. */
    private void post(Router router, String path, String asked, Knowledge needed, Question question) {
        router.post(path).handler(access);
        router.post(path).handler(TargetRoutes::checkType);
        router.post(path).handler(context -> enter(context, asked, needed));
        router.post(path).handler(BodyHandler.create(false).setBodyLimit(TargetQuestions.LARGEST_BODY));
        router.post(path).handler(context -> answer(context, question));
    }

    private static void checkType(RoutingContext context) {
        String header = context.request().getHeader("Content-Type");
        String type =
                header == null ? "" : header.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        if (TYPES.contains(type)) {
            context.next();
        } else {
            Replies.failure(context, 415, "Send npy arrays with the header `Content-Type: application/octet-stream`.");
        }
    }

    private void enter(RoutingContext context, String asked, Knowledge needed) {
        try {
            questions.check(asked, needed);
        } catch (HttpFailure refusal) {
            Replies.failure(context, refusal);
            return;
        }
        if (ending.getAsBoolean()) {
            Replies.failure(context, 503, "The server is ending: try again once it runs again.");
        } else if (!SHA.matcher(context.pathParam("model")).matches()) {
            Replies.failure(context, 404, "A model is named by its whole SHA-256, 64 hexadecimal digits.");
        } else if (places.tryAcquire()) {
            Place place = new Place();
            context.put(PLACE, place);
            context.addEndHandler(over -> place.gone());
            context.next();
        } else {
            context.response().putHeader("Retry-After", "1");
            Replies.failure(context, 503, AT_ONCE + " requests are in hand already: try again in a second.");
        }
    }

    private void answer(RoutingContext context, Question question) {
        Place place = context.get(PLACE);
        if (!place.ask()) {
            return;
        }
        Future.fromCompletionStage(
                        targets.ask(context.pathParam("model"), target -> question.ask(context, target)),
                        context.vertx().getOrCreateContext())
                .onComplete(over -> place.leave())
                .onSuccess(answer -> send(context, answer))
                .onFailure(failure -> Replies.failure(context, told(failure)));
    }

    private static Throwable told(Throwable failure) {
        String sentence = String.valueOf(failure.getMessage());
        if (failure instanceof UnknownTarget) {
            return HttpFailure.notFound(sentence);
        }
        if (failure instanceof TimedOutException || failure instanceof RejectedExecutionException) {
            return new HttpFailure(503, sentence);
        }
        return failure instanceof NonFiniteException ? new HttpFailure(500, sentence) : failure;
    }

    private static void send(RoutingContext context, Object answer) {
        if (!(answer instanceof TargetQuestions.Reply reply)) {
            Replies.json(context, answer);
            return;
        }
        if (context.response().closed() || context.response().ended()) {
            return;
        }
        Buffer body = Buffer.buffer();
        for (Npy array : reply.arrays()) {
            body.appendBytes(array.bytes());
        }
        context.response()
                .putHeader("Content-Type", "application/octet-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Gauntlet-Queries-Left", Long.toString(reply.left()))
                .putHeader(
                        "Gauntlet-Rejected",
                        reply.rejected().stream().map(String::valueOf).collect(Collectors.joining(",")))
                .end(body)
                .onFailure(e -> LOG.debug("A client went away", e));
    }
}
