package io.gauntlet.engine.keras;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/** How a graph of layers says which tensors a layer takes: by the layer that yields one, and which of its uses it was. */
final class KerasTensors {
    private KerasTensors() {}

    /** The name of what a layer yields at one of its uses. */
    static String key(String layer, int call) {
        return layer + "\n" + call;
    }

    /** The tensors in a list, wherever in it they are. */
    static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        collect(node, keys, 0);
        return keys;
    }

    private static void collect(JsonNode node, List<String> keys, int depth) {
        if (depth > 50) {
            return;
        }
        boolean history = node.isArray()
                && node.size() >= 3
                && node.get(0).isTextual()
                && node.get(1).isInt()
                && node.get(2).isInt();
        if (history) {
            keys.add(key(node.get(0).asText(), node.get(1).asInt()));
        } else if (node.isArray()) {
            node.forEach(child -> collect(child, keys, depth + 1));
        } else if (node.isObject()) {
            // Keras 3 wraps them: {"class_name": "__keras_tensor__", "config": {"keras_history": [name, call, 0]}}.
            for (String part : List.of("args", "config", "keras_history")) {
                collect(node.path(part), keys, depth + 1);
            }
        }
    }

    /** For each use of a layer the tensors that it takes. */
    static List<List<String>> calls(JsonNode inbound) {
        List<List<String>> calls = new ArrayList<>();
        for (JsonNode call : inbound) {
            calls.add(keys(call));
        }
        return calls;
    }

    /** For models within a model the number of their first use: they count having been made as one. */
    static Map<String, Integer> firstCalls(Collection<String> models, List<String> taken) {
        Map<String, Integer> first = new HashMap<>();
        for (String tensor : taken) {
            int end = tensor.indexOf('\n');
            String layer = tensor.substring(0, Math.max(0, end));
            if (models.contains(layer)) {
                first.merge(layer, Integer.parseInt(tensor.substring(end + 1)), Math::min);
            }
        }
        return first;
    }
}
