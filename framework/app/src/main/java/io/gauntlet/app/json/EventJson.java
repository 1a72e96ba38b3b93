package io.gauntlet.app.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gauntlet.store.RecordedEvent;

/** Recorded events as JSON. */
public final class EventJson {
    private EventJson() {}

    /** Everything that is recorded, without the hashes. */
    public static ObjectNode full(RecordedEvent event) {
        ObjectNode json = head(event);
        json.put("version", event.version()).put("id", event.id().toString()).put("schema", event.schema());
        json.set("data", Json.parse(event.data()));
        json.set("meta", Json.parse(event.meta()));
        return json;
    }

    /** What a page needs to know that something happened: data of more than {@code largest} characters is left out. */
    public static ObjectNode small(RecordedEvent event, int largest) {
        ObjectNode json = head(event);
        if (event.data().length() <= largest) {
            json.set("data", Json.parse(event.data()));
        }
        return json;
    }

    private static ObjectNode head(RecordedEvent event) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("position", event.position())
                .put("stream", event.stream())
                .put("type", event.type())
                .put("recordedAt", event.recordedAt().toString());
    }
}
