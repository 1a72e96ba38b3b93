package io.gauntlet.runtime.bus;

import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;

/**
 * How far some work has come.
 *
 * @param tournament whose work it is; empty for trainings, which tournaments share, and for data sets
 * @param stream of the match or training, or {@code dataset-ID}
 * @param done the share done, in [0,1]
 * @param message a few words
 */
public record ProgressReport(Optional<UUID> tournament, String stream, double done, String message) {
    JsonObject toJson() {
        JsonObject json =
                new JsonObject().put("stream", stream).put("done", done).put("message", message);
        tournament.ifPresent(id -> json.put("tournament", id.toString()));
        return json;
    }

    static ProgressReport fromJson(JsonObject json) {
        return new ProgressReport(
                Optional.ofNullable(json.getString("tournament")).map(UUID::fromString),
                json.getString("stream"),
                json.getDouble("done"),
                json.getString("message"));
    }
}
