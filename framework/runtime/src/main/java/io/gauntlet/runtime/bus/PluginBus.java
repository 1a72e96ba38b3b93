package io.gauntlet.runtime.bus;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gauntlet.arena.catalog.Kind;

/** The event bus of this process and the plug-ins' verticles on it. */
public final class PluginBus implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PluginBus.class);
    private static final long ACKNOWLEDGE_MILLIS = 10_000;
    private static final int EVENT_LOOPS = 2;

    private final Vertx vertx;
    private final Map<String, String> deployments = new ConcurrentHashMap<>();

    /** Starts Vert.x. */
    public PluginBus() {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS));
    }

    /** The Vert.x of this process. */
    public Vertx vertx() {
        return vertx;
    }

    /** Gives a plug-in its verticle; done when it can be reached. A verticle that fails is replaced. */
    public Future<Void> deploy(Kind kind, String id, PluginHandler handler) {
        String address = Addresses.of(kind, id);
        PluginVerticle verticle = new PluginVerticle(address, handler, () -> redeploy(kind, id, handler));
        return vertx.deployVerticle(verticle)
                .onSuccess(deployment -> deployments.put(address, deployment))
                .mapEmpty();
    }

    /** Takes a plug-in's verticle away. */
    public void undeploy(Kind kind, String id) {
        String deployment = deployments.remove(Addresses.of(kind, id));
        if (deployment != null) {
            vertx.undeploy(deployment)
                    .onFailure(e -> LOG.warn("The verticle behind {} stays", Addresses.of(kind, id), e));
        }
    }

    private void redeploy(Kind kind, String id, PluginHandler handler) {
        String address = Addresses.of(kind, id);
        String deployment = deployments.remove(address);
        if (deployment == null) {
            // Another message's failure replaces it already.
            return;
        }
        LOG.warn("The verticle behind {} failed and is replaced", address);
        // From a thread of its own: what a verticle's context deploys is undeployed with the verticle.
        Thread thread = new Thread(() -> replace(kind, id, handler, deployment), "replace-" + address);
        thread.setDaemon(true);
        thread.start();
    }

    private void replace(Kind kind, String id, PluginHandler handler, String deployment) {
        vertx.undeploy(deployment)
                .compose(gone -> deploy(kind, id, handler))
                .onFailure(e -> LOG.error("The verticle behind {} cannot be replaced", Addresses.of(kind, id), e));
    }

    /** The id of a plug-in's present verticle; empty while there is none. */
    Optional<String> deployment(Kind kind, String id) {
        return Optional.ofNullable(deployments.get(Addresses.of(kind, id)));
    }

    /** Sends a message to a plug-in's verticle; done when the work has begun. */
    public Future<Void> send(Kind kind, String id, JsonObject message) {
        DeliveryOptions options = new DeliveryOptions().setLocalOnly(true).setSendTimeout(ACKNOWLEDGE_MILLIS);
        return vertx.eventBus()
                .<JsonObject>request(Addresses.of(kind, id), message, options)
                .mapEmpty();
    }

    /** Publishes progress. */
    public void publish(ProgressReport report) {
        vertx.eventBus().publish(Addresses.PROGRESS, report.toJson());
    }

    /** Hears of all progress, on the event loop; run what is returned to end it. */
    public Runnable onProgress(Consumer<ProgressReport> listener) {
        MessageConsumer<JsonObject> consumer = vertx.eventBus()
                .<JsonObject>consumer(
                        Addresses.PROGRESS, message -> listener.accept(ProgressReport.fromJson(message.body())));
        return consumer::unregister;
    }

    /** Ends Vert.x. */
    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Closing Vert.x failed", e);
        }
    }
}
