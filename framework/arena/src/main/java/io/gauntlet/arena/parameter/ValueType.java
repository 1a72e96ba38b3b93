package io.gauntlet.arena.parameter;

import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The type of a parameter: how its values are written in JSON and as text. */
interface ValueType {
    /** Says why a value is not of the type or out of its range; caught within this package. */
    final class Mismatch extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient List<ParameterProblem> inner;

        /** With what is allowed and what was given, to follow the words "must be". */
        Mismatch(String allowed, String given) {
            this(allowed, given, "");
        }

        /** With a further sentence, led by a space. */
        Mismatch(String allowed, String given, String advice) {
            super(allowed + ", not " + given + "." + advice);
            inner = List.of();
        }

        /** With what is wrong inside of the value, each with its place in it, such as {@code [1].params.degrees}. */
        Mismatch(List<ParameterProblem> inner) {
            super(inner.stream().map(ParameterProblem::sentence).collect(Collectors.joining(" ")));
            this.inner = List.copyOf(inner);
        }

        /** What is wrong inside of the value; empty when it is wrong as a whole. */
        List<ParameterProblem> inner() {
            return inner;
        }
    }

    /** A word or two for help: {@code whole number}. */
    String noun();

    /** The noun for several. */
    String nouns();

    /** What is allowed, to follow "must be": {@code a whole number from 1 to 10}. */
    String allowed(Bounds bounds);

    /** What is allowed, short, for help; empty when everything is. */
    String range(Bounds bounds);

    /** The value for the record. */
    Object read(JsonNode node, Bounds bounds) throws Mismatch;

    /** The JSON of a value of the record. */
    JsonNode write(Object value);

    /** The JSON of what was typed, to be read by {@link #read}: text that is not of the type becomes a JSON string. */
    JsonNode fromText(String text);

    /** The JSON Schema, without the default. */
    ObjectNode schema(Bounds bounds);

    /** The names of a choice; empty for others. */
    default List<String> names() {
        return List.of();
    }
}
