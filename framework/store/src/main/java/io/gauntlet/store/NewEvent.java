package io.gauntlet.store;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * An event to append.
 *
 * @param id identifies the event for ever; appending the same id again with equal content is a no-op
 * @param type name of the event, e.g. {@code MatchScored}
 * @param schema version of the shape of {@code data} for this type, at least 1
 * @param data canonical JSON text; stored and hashed byte for byte as given
 * @param meta JSON text with what does not belong to the content: fence, attempt, timings
 * @param artifacts SHA-256 (64 hex digits) of every artifact that {@code data} names; they must be stored already and
 *     are kept from garbage collection as long as the event exists
 */
public record NewEvent(UUID id, String type, int schema, String data, String meta, List<String> artifacts) {

    public NewEvent {
        Objects.requireNonNull(id, "id");
        Checks.text("event type", type);
        Checks.atLeast("event schema", schema, 1);
        Checks.text("event data", data);
        Checks.text("event meta", meta);
        artifacts = List.copyOf(artifacts);
        artifacts.forEach(Checks::sha);
    }

    /** An event that names no artifact. */
    public NewEvent(UUID id, String type, int schema, String data, String meta) {
        this(id, type, schema, data, meta, List.of());
    }
}
