package io.gauntlet.arena.parameter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** True or false. */
record BooleanType() implements ValueType {
    @Override
    public String noun() {
        return "true or false";
    }

    @Override
    public String nouns() {
        return "true and false";
    }

    @Override
    public String allowed(Bounds bounds) {
        return "true or false";
    }

    @Override
    public String range(Bounds bounds) {
        return "";
    }

    @Override
    public Object read(JsonNode node, Bounds bounds) throws Mismatch {
        if (!node.isBoolean()) {
            throw new Mismatch(allowed(bounds), Given.words(node));
        }
        return node.booleanValue();
    }

    @Override
    public JsonNode write(Object value) {
        return BooleanNode.valueOf((Boolean) value);
    }

    @Override
    public JsonNode fromText(String text) {
        return switch (text.strip()) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            default -> TextNode.valueOf(text);
        };
    }

    @Override
    public ObjectNode schema(Bounds bounds) {
        return JsonNodeFactory.instance.objectNode().put("type", "boolean");
    }
}
