package io.gauntlet.engine.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.gauntlet.engine.file.DamagedFileException;
import io.gauntlet.engine.file.NetworkAssembly;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.Node;
import io.gauntlet.engine.layout.UnsupportedLayerException;
import io.gauntlet.engine.network.CompiledNetwork;

/** Translates the description of a model, a sequence or a graph of layers, which may themselves be models. */
final class KerasNetwork {
    private static final int DEEPEST = 20;

    /** A layer with, for each time it is used, the tensors that it takes then. */
    private record Placed(KerasLayer layer, JsonNode node, List<List<String>> calls) {}

    private final String file;
    private final boolean modern;
    private final KerasLayers layers;

    private KerasNetwork(String file, boolean modern, NetworkAssembly assembly, KerasWeights weights) {
        this.file = file;
        this.modern = modern;
        layers = new KerasLayers(assembly, weights);
    }

    /**
     * The network that a file describes.
     *
     * @param model its class and settings
     * @param version of the Keras that wrote it
     */
    static CompiledNetwork of(JsonNode model, String version, KerasWeights weights, String file, int block) {
        if (version.startsWith("1.")) {
            throw new DamagedFileException("The file " + file + " was saved by Keras " + version
                    + "; load it with Keras 2 and save it again.");
        }
        try {
            NetworkAssembly assembly = new NetworkAssembly(file, inputShape(model, file));
            KerasNetwork network = new KerasNetwork(file, version.startsWith("3."), assembly, weights);
            int output = network.model(model, List.of(Node.INPUT), null, 0);
            if (output != Node.INPUT && assembly.layer(output) instanceof Layer.Softmax) {
                output = assembly.inputs(output).get(0);
            }
            return assembly.network(output, block);
        } catch (UnsupportedLayerException e) {
            throw e;
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            throw new DamagedFileException(
                    "The file " + file + " describes an impossible network: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ".",
                    e);
        }
    }

    private static JsonNode list(JsonNode model) {
        JsonNode config = model.path("config");
        return config.isArray() ? config : config.path("layers");
    }

    private static boolean isModel(JsonNode layer) {
        return switch (layer.path("class_name").asText("")) {
            case "Sequential", "Model", "Functional" -> true;
            default -> false;
        };
    }

    /** The shape of a sample; rows of pixels without channels are pictures with one. */
    private static long[] inputShape(JsonNode model, String file) {
        JsonNode at = model;
        JsonNode shape = at.path("missing");
        for (int depth = 0; depth < DEEPEST && isModel(at) && !shape.isArray(); depth++) {
            JsonNode first = list(at).path(0);
            for (JsonNode candidate : List.of(
                    first.path("config").path("batch_input_shape"),
                    first.path("config").path("batch_shape"),
                    first.path("build_config").path("input_shape"),
                    at.path("config").path("build_input_shape"),
                    at.path("build_config").path("input_shape"))) {
                shape = shape.isArray() ? shape : candidate;
            }
            at = first;
        }
        long[] sides = new long[Math.max(0, shape.size() - 1)];
        for (int i = 0; i < sides.length; i++) {
            sides[i] = shape.get(i + 1).asLong(0);
            if (sides[i] < 1) {
                throw new DamagedFileException("The file " + file
                        + " does not say the size of its input; save the network with a fixed input_shape.");
            }
        }
        return switch (sides.length) {
            case 1, 3 -> sides;
            case 2 -> new long[] {sides[0], sides[1], 1};
            default ->
                throw new DamagedFileException("The file " + file + " takes inputs with " + shape.size()
                        + " dimensions; pictures have 4 (with the batch) and rows of values 2.");
        };
    }

    /** Adds the layers of a model. @return what it yields */
    private int model(JsonNode model, List<Integer> inputs, @Nullable String outer, int depth) {
        if (depth > DEEPEST || !isModel(model) || !list(model).isArray()) {
            throw new DamagedFileException(
                    "The file " + file + " does not describe a Keras model: a Sequential or a Functional one is read.");
        }
        return model.path("class_name").asText().equals("Sequential")
                ? sequence(model, inputs, outer, depth)
                : graph(model, inputs, outer, depth);
    }

    private int layer(KerasLayer layer, JsonNode node, List<Integer> in, @Nullable String outer, int depth) {
        if (isModel(node)) {
            return model(node, in, outer == null ? layer.name() : outer, depth + 1);
        }
        return layers.add(layer, outer, in);
    }

    private int sequence(JsonNode model, List<Integer> inputs, @Nullable String outer, int depth) {
        List<Integer> at = inputs;
        for (JsonNode node : list(model)) {
            at = List.of(layer(KerasLayer.of(node, modern), node, at, outer, depth));
        }
        if (at.size() != 1) {
            throw new UnsupportedLayerException("graph", "takes several inputs");
        }
        return at.get(0);
    }

    private int graph(JsonNode model, List<Integer> inputs, @Nullable String outer, int depth) {
        List<String> inputKeys = KerasTensors.keys(model.path("config").path("input_layers"));
        List<String> outputKeys = KerasTensors.keys(model.path("config").path("output_layers"));
        if (inputKeys.size() != inputs.size() || outputKeys.size() != 1) {
            throw new UnsupportedLayerException(
                    "graph",
                    "has " + inputKeys.size() + " inputs and " + outputKeys.size()
                            + " outputs; one of each is computed");
        }
        List<Placed> open = new ArrayList<>();
        Set<String> nested = new HashSet<>();
        List<String> taken = new ArrayList<>(outputKeys);
        for (JsonNode node : list(model)) {
            List<List<String>> calls = KerasTensors.calls(node.path("inbound_nodes"));
            KerasLayer layer = KerasLayer.of(node, modern);
            open.add(new Placed(layer, node, calls));
            calls.forEach(taken::addAll);
            if (isModel(node)) {
                nested.add(layer.name());
            }
        }
        Map<String, Integer> known = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            known.put(inputKeys.get(i), inputs.get(i));
        }
        Map<String, Integer> first = KerasTensors.firstCalls(nested, taken);
        for (boolean progress = true; progress; ) {
            progress = false;
            for (Placed placed : open) {
                progress |= place(placed, first.getOrDefault(placed.layer.name(), 0), known, outer, depth);
            }
        }
        Integer output = known.get(outputKeys.get(0));
        if (output == null) {
            throw new UnsupportedLayerException("graph", "does not compute its output from its input");
        }
        return output;
    }

    /** Adds a layer each time it is used, as far as it is known what it takes; says whether it did. */
    private boolean place(Placed placed, int firstCall, Map<String, Integer> known, @Nullable String outer, int depth) {
        boolean progress = false;
        for (int i = 0; i < placed.calls.size(); i++) {
            String key = KerasTensors.key(placed.layer.name(), firstCall + i);
            List<String> takes = placed.calls.get(i);
            if (!known.containsKey(key) && !takes.isEmpty() && known.keySet().containsAll(takes)) {
                List<Integer> in = takes.stream().map(known::get).toList();
                known.put(key, layer(placed.layer, placed.node, in, outer, depth));
                progress = true;
            }
        }
        return progress;
    }
}
