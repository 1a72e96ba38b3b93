package io.gauntlet.runtime.bus;

import io.vertx.core.json.JsonObject;

/** Takes the messages for one plug-in, on the event loop: it begins work elsewhere and returns at once. */
@FunctionalInterface
public interface PluginHandler {
    /** Begins the work. @throws IllegalArgumentException when the message is not understood, in one sentence */
    void accept(JsonObject message);
}
