package io.gauntlet.arena.parameter;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What differs between the parameters of two versions of a plug-in, found in their JSON Schemas. */
public final class ParameterChanges {
    private static final String DEFAULT = "default";

    private ParameterChanges() {}

    /**
     * A phrase for each parameter that is new, gone, or has another default or range, such as {@code 'steps' is 20 by
     * default instead of 10}, in the order of their names and those that are gone last; none when nothing but descriptions differs.
     *
     * @param before as {@link ParameterSchema#jsonSchema()} gave it then
     * @param now as it gives it now
     */
    public static List<String> between(JsonNode before, JsonNode now) {
        JsonNode old = CanonicalJson.normalise(before).path("properties");
        JsonNode fresh = CanonicalJson.normalise(now).path("properties");
        List<String> changes = new ArrayList<>();
        fresh.properties().forEach(parameter -> {
            JsonNode earlier = old.get(parameter.getKey());
            String name = "'" + parameter.getKey() + "'";
            if (earlier == null) {
                JsonNode usual = parameter.getValue().get(DEFAULT);
                changes.add(name + " is new and " + (usual == null ? "must be given" : usual + " by default"));
            } else {
                compare(name, earlier, parameter.getValue(), changes);
            }
        });
        old.fieldNames().forEachRemaining(name -> {
            if (!fresh.has(name)) {
                changes.add("'" + name + "' is gone");
            }
        });
        return List.copyOf(changes);
    }

    private static void compare(String name, JsonNode before, JsonNode now, List<String> changes) {
        JsonNode old = before.get(DEFAULT);
        JsonNode fresh = now.get(DEFAULT);
        if (old == null && fresh != null) {
            changes.add(name + " is " + fresh + " by default and had to be given");
        } else if (old != null && fresh == null) {
            changes.add(name + " must be given and was " + old + " by default");
        } else if (old != null && !old.equals(fresh)) {
            changes.add(name + " is " + fresh + " by default instead of " + old);
        }
        String allowed = allowed(before);
        String allowedNow = allowed(now);
        if (!allowed.equals(allowedNow)) {
            changes.add(name + " takes " + allowedNow + " instead of " + allowed);
        }
    }

    /** What a schema allows, in words; the schema itself where there are none. */
    private static String allowed(JsonNode schema) {
        if (schema.has("enum")) {
            return StreamSupport.stream(schema.get("enum").spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        return switch (schema.path("type").asText()) {
            case "integer" ->
                "whole numbers" + bounds(schema, "minimum", "maximum").after();
            case "number" -> "numbers" + bounds(schema, "minimum", "maximum").after();
            case "boolean" -> "true or false";
            case "string" -> "text" + many(bounds(schema, "minLength", "maxLength"), "characters");
            case "array" ->
                "a list"
                        + many(bounds(schema, "minItems", "maxItems"), "values")
                        + " with " + allowed(schema.path("items"));
            default -> other(schema);
        };
    }

    private static Bounds bounds(JsonNode schema, String least, String most) {
        return new Bounds(
                schema.path(least).asDouble(Double.NEGATIVE_INFINITY),
                schema.path(most).asDouble(Double.POSITIVE_INFINITY));
    }

    private static String many(Bounds bounds, String what) {
        return bounds.words().isEmpty() ? "" : " of " + bounds.words() + " " + what;
    }

    private static String other(JsonNode schema) {
        ObjectNode bare = schema.deepCopy();
        bare.remove(List.of(DEFAULT, "description"));
        return bare.toString();
    }
}
