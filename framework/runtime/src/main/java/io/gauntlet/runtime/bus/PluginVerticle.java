package io.gauntlet.runtime.bus;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;

/** One plug-in's place on the bus: acknowledges each message once its work has begun. */
final class PluginVerticle extends VerticleBase {
    /** The failure code of messages that are not understood. */
    static final int NOT_UNDERSTOOD = 400;

    /** The failure code of faults of the verticle itself. */
    static final int BROKEN = 500;

    private final String address;
    private final PluginHandler handler;
    private final Runnable broken;

    /** @param broken called once the verticle must be replaced */
    PluginVerticle(String address, PluginHandler handler, Runnable broken) {
        this.address = address;
        this.handler = handler;
        this.broken = broken;
    }

    @Override
    public Future<?> start() {
        // Local: the process that leased a job executes it.
        return vertx.eventBus().localConsumer(address, this::take).completion();
    }

    private void take(Message<JsonObject> message) {
        try {
            handler.accept(message.body());
            message.reply(new JsonObject().put("accepted", true));
        } catch (IllegalArgumentException e) {
            message.fail(NOT_UNDERSTOOD, e.getMessage());
        } catch (RuntimeException e) {
            message.fail(BROKEN, e.toString());
            broken.run();
        }
    }
}
