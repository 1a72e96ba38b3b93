package io.gauntlet.runtime.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;

/** What differs between the specs of two tournaments, as they were planned, with all defaults. */
public final class SpecDifferences {
    private SpecDifferences() {}

    /**
     * A place at which they differ.
     *
     * @param path the place, such as {@code attackers.pgd.params.steps}; players are named by their labels
     * @param first what the first spec says there; null where it says nothing
     * @param second what the second one says
     */
    public record Difference(
            String path, @Nullable JsonNode first, @Nullable JsonNode second) {}

    /** All places, in the order of the first spec. */
    public static List<Difference> of(JsonNode first, JsonNode second) {
        List<Difference> differences = new ArrayList<>();
        collect("", first, second, differences);
        return List.copyOf(differences);
    }

    private static void collect(String path, JsonNode first, JsonNode second, List<Difference> differences) {
        Map<String, JsonNode> one = parts(first);
        Map<String, JsonNode> other = parts(second);
        if (first.equals(second)) {
            return;
        }
        if (one.isEmpty() || other.isEmpty()) {
            differences.add(new Difference(path, known(first), known(second)));
            return;
        }
        Set<String> names = new LinkedHashSet<>(one.keySet());
        names.addAll(other.keySet());
        for (String name : names) {
            collect(
                    path.isEmpty() ? name : path + "." + name,
                    one.getOrDefault(name, MissingNode.getInstance()),
                    other.getOrDefault(name, MissingNode.getInstance()),
                    differences);
        }
    }

    private static @Nullable JsonNode known(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? null : node;
    }

    /** What is compared one by one: an object's values, and a list's items where each has a label; else nothing. */
    private static Map<String, JsonNode> parts(JsonNode node) {
        Map<String, JsonNode> parts = new LinkedHashMap<>();
        if (node.isObject()) {
            node.properties().forEach(entry -> parts.put(entry.getKey(), entry.getValue()));
        } else if (node.isArray()) {
            for (JsonNode item : node) {
                String label = item.path("label").asText();
                if (label.isEmpty() || parts.put(label, item) != null) {
                    return Map.of();
                }
            }
        }
        return parts;
    }
}
