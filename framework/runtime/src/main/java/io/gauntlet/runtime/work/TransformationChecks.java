package io.gauntlet.runtime.work;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import io.gauntlet.api.model.Stage;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.arena.parameter.CanonicalJson;
import io.gauntlet.runtime.bus.PluginBus;
import io.gauntlet.runtime.compute.ComputePool;
import io.gauntlet.runtime.compute.ComputeTask;
import io.gauntlet.runtime.plugin.LoadedPlugins;

/** Asks transformations, before a tournament is planned, whether they take its samples. */
public final class TransformationChecks {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** A question on its way to the transformation. */
    private record Question(Registered plugin, ClassLoader loader, CompletableFuture<Void> answer) {}

    private final PluginBus bus;
    private final ComputePool pool;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Question> waiting = new ConcurrentHashMap<>();

    /** Checks on the pool, asked over the bus. */
    public TransformationChecks(PluginBus bus, ComputePool pool) {
        this.bus = bus;
        this.pool = pool;
    }

    /**
     * Waits for the answer of one of these plug-ins, which stay loaded meanwhile.
     *
     * @throws InvalidInputException when samples of that shape are not taken, or change their shape
     */
    public void check(LoadedPlugins plugins, String id, JsonNode params, long[] shape) throws InterruptedException {
        Registered plugin = plugins.catalog().find(Kind.TRANSFORMATION, id);
        long number = numbers.incrementAndGet();
        CompletableFuture<Void> answer = new CompletableFuture<>();
        waiting.put(number, new Question(plugin, plugins.loader(plugin), answer));
        JsonArray sides = new JsonArray();
        for (long side : shape) {
            sides.add(side);
        }
        JsonObject message = new JsonObject()
                .put("check", number)
                .put("params", CanonicalJson.write(params))
                .put("shape", sides);
        bus.send(Kind.TRANSFORMATION, id, message).onFailure(answer::completeExceptionally);
        try {
            answer.get();
        } catch (ExecutionException e) {
            throw new InvalidInputException(
                    "The transformation '" + id + "' cannot be used on samples of shape " + Arrays.toString(shape)
                            + ": " + e.getCause().getMessage(),
                    e.getCause());
        } finally {
            waiting.remove(number);
        }
    }

    /** Takes the message of {@link #check} on the transformation's verticle. */
    public void accept(String id, JsonObject message) {
        Question question = waiting.get(message.getLong("check", -1L));
        if (question == null) {
            throw new IllegalArgumentException("The message names no check of a transformation that is under way.");
        }
        CompletableFuture<Void> answer = question.answer();
        JsonNode params = CanonicalJson.parse(message.getString("params"));
        long[] shape = message.getJsonArray("shape").stream()
                .mapToLong(side -> ((Number) side).longValue())
                .toArray();
        var unused = pool.submit(new ComputeTask<Boolean>(
                        "The check of the transformation '" + id + "'",
                        question.loader(),
                        LIMIT,
                        new StopSignal(),
                        () -> keepsShape(question.plugin(), params, shape)))
                .whenComplete((keeps, failure) -> {
                    if (failure != null) {
                        answer.completeExceptionally(failure);
                    } else if (keeps) {
                        answer.complete(null);
                    } else {
                        answer.completeExceptionally(new IllegalArgumentException("It changes their shape."));
                    }
                });
    }

    private static boolean keepsShape(Registered plugin, JsonNode params, long[] shape) {
        try (Stage stage = plugin.createTransformation(params).stage(shape)) {
            return Arrays.equals(stage.outputShape(shape), shape);
        }
    }
}
