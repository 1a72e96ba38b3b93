package io.gauntlet.arena.parameter;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A list of values of one type; bounds are its length.
 *
 * @param element the type of each value
 */
record ListType(ValueType element) implements ValueType {
    @Override
    public String noun() {
        return "list of " + element.nouns();
    }

    @Override
    public String nouns() {
        return "lists of " + element.nouns();
    }

    @Override
    public String allowed(Bounds bounds) {
        String of = element.names().isEmpty() ? element.nouns() : String.join(", ", element.names());
        return "a list of " + (bounds.words().isEmpty() ? "" : bounds.words() + " values: ") + of;
    }

    @Override
    public String range(Bounds bounds) {
        String length = bounds.words().isEmpty() ? "" : bounds.words() + " values";
        String names = String.join(", ", element.names());
        return length.isEmpty() || names.isEmpty() ? length + names : length + " of " + names;
    }

    @Override
    public List<String> names() {
        return element.names();
    }

    @Override
    public Object read(JsonNode node, Bounds bounds) throws Mismatch {
        if (!node.isArray()) {
            throw new Mismatch(allowed(bounds), Given.words(node));
        }
        if (!bounds.contains(node.size())) {
            throw new Mismatch(allowed(bounds), node.isEmpty() ? "an empty list" : "a list of " + node.size());
        }
        List<Object> values = new ArrayList<>();
        for (JsonNode item : node) {
            try {
                values.add(element.read(item, Bounds.NONE));
            } catch (Mismatch e) {
                throw new Mismatch(allowed(bounds), "a list with " + Given.words(item));
            }
        }
        return List.copyOf(values);
    }

    @Override
    public JsonNode write(Object value) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        ((List<?>) value).forEach(item -> array.add(element.write(item)));
        return array;
    }

    @Override
    public JsonNode fromText(String text) {
        String inner = text.strip();
        if (inner.startsWith("[") && inner.endsWith("]")) {
            inner = inner.substring(1, inner.length() - 1);
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        if (!inner.isBlank()) {
            for (String item : inner.split(",", -1)) {
                array.add(element.fromText(item.strip()));
            }
        }
        return array;
    }

    @Override
    public ObjectNode schema(Bounds bounds) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "array");
        schema.set("items", element.schema(Bounds.NONE));
        limit(schema, bounds);
        return schema;
    }

    /** Adds the limits of a list's length to its schema. */
    static void limit(ObjectNode schema, Bounds bounds) {
        if (bounds.hasMin()) {
            schema.put("minItems", (int) Math.ceil(bounds.min()));
        }
        if (bounds.hasMax()) {
            schema.put("maxItems", (int) bounds.max());
        }
    }
}
