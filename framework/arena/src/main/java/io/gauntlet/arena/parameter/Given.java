package io.gauntlet.arena.parameter;

import com.fasterxml.jackson.databind.JsonNode;

/** Words for what a user gave instead of what is allowed. */
public final class Given {
    private static final int LONGEST = 60;

    private Given() {}

    /** A value in words: {@code 1.5}, {@code the text 'ten'}, {@code a list}, {@code nothing}. */
    public static String words(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "a mapping";
            case ARRAY -> node.isEmpty() ? "an empty list" : "a list";
            case STRING -> node.textValue().isEmpty() ? "empty text" : "the text '" + cut(node.textValue()) + "'";
            case NULL, MISSING -> "nothing";
            case NUMBER, BOOLEAN, BINARY, POJO -> cut(node.asText());
        };
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
