package io.gauntlet.arena.parameter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.NearestName;

/** One of the constants of an enum, written in lower case with hyphens. */
final class ChoiceType implements ValueType {
    private final Map<String, Enum<?>> constants = new LinkedHashMap<>();

    ChoiceType(Class<?> type) {
        for (Object constant : type.getEnumConstants()) {
            Enum<?> choice = (Enum<?>) constant;
            constants.put(name(choice), choice);
        }
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String noun() {
        return "choice";
    }

    @Override
    public String nouns() {
        return "choices";
    }

    @Override
    public String allowed(Bounds bounds) {
        return names().size() == 1 ? names().get(0) : "one of " + range(bounds);
    }

    @Override
    public String range(Bounds bounds) {
        return String.join(", ", names());
    }

    @Override
    public List<String> names() {
        return List.copyOf(constants.keySet());
    }

    @Override
    public Object read(JsonNode node, Bounds bounds) throws Mismatch {
        @Nullable Enum<?> constant = node.isTextual() ? constants.get(node.textValue()) : null;
        if (constant == null) {
            throw new Mismatch(allowed(bounds), Given.words(node), NearestName.question(node.asText(), names()));
        }
        return constant;
    }

    @Override
    public JsonNode write(Object value) {
        return TextNode.valueOf(name((Enum<?>) value));
    }

    @Override
    public JsonNode fromText(String text) {
        return TextNode.valueOf(text.strip());
    }

    @Override
    public ObjectNode schema(Bounds bounds) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        ArrayNode names = schema.putArray("enum");
        names().forEach(names::add);
        return schema;
    }
}
