package io.gauntlet.arena.parameter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Text; bounds are its length in characters. */
record TextType() implements ValueType {
    @Override
    public String noun() {
        return "text";
    }

    @Override
    public String nouns() {
        return "texts";
    }

    @Override
    public String allowed(Bounds bounds) {
        String length = range(bounds);
        return length.isEmpty() ? noun() : noun() + " of " + length;
    }

    @Override
    public String range(Bounds bounds) {
        return bounds.words().isEmpty() ? "" : bounds.words() + " characters";
    }

    @Override
    public Object read(JsonNode node, Bounds bounds) throws Mismatch {
        if (!node.isTextual()) {
            String quotes = node.isValueNode() && !node.isNull() ? " (put it in quotes to make it text)" : "";
            throw new Mismatch(allowed(bounds), Given.words(node) + quotes);
        }
        String text = node.textValue();
        if (!bounds.contains(text.codePointCount(0, text.length()))) {
            throw new Mismatch(allowed(bounds), Given.words(node));
        }
        return text;
    }

    @Override
    public JsonNode write(Object value) {
        return TextNode.valueOf((String) value);
    }

    @Override
    public JsonNode fromText(String text) {
        return TextNode.valueOf(text);
    }

    @Override
    public ObjectNode schema(Bounds bounds) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "string");
        if (bounds.hasMin()) {
            schema.put("minLength", (int) Math.ceil(bounds.min()));
        }
        if (bounds.hasMax()) {
            schema.put("maxLength", (int) bounds.max());
        }
        return schema;
    }
}
