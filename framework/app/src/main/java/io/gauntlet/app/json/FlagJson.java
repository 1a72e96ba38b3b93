package io.gauntlet.app.json;

import java.util.Arrays;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gauntlet.arena.flag.Check;

/** What flags mean, as JSON. */
public final class FlagJson {
    private FlagJson() {}

    /** All of them. */
    public static ArrayNode list() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        Arrays.stream(Check.values()).map(FlagJson::page).forEach(list::add);
        return list;
    }

    /** One of them. */
    public static ObjectNode page(Check check) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", check.id())
                .put("title", check.title())
                .put("meaning", check.meaning())
                .put("advice", check.advice())
                .put("source", check.source());
    }
}
