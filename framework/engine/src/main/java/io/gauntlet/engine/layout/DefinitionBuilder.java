package io.gauntlet.engine.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the nodes of a network that is read from a DL4J configuration; knows the order of flattened pictures. */
final class DefinitionBuilder {
    private final long[] input;
    private final boolean channelsLast;
    private final List<Node> nodes = new ArrayList<>();
    private final List<long[]> shapes = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, String> sources = new HashMap<>();
    /** For each node whose row of values DL4J has in another order. */
    private final Map<Integer, FlattenOrder> rows = new HashMap<>();

    private final Map<String, FlattenOrder> orders = new HashMap<>();
    private String source = "";

    /** @param channelsLast whether DL4J, too, keeps pictures channels last in this network */
    DefinitionBuilder(long[] input, boolean channelsLast) {
        this.input = input.clone();
        this.channelsLast = channelsLast;
    }

    /** From now on nodes come from this vertex, or layer of a sequence. */
    void source(String vertex) {
        source = vertex;
    }

    long[] shape(int node) {
        return node == Node.INPUT ? input : shapes.get(node);
    }

    boolean isPicture(int node) {
        return shape(node).length == 3;
    }

    /** Appends a layer of one input that treats all values of a row alike, or has parameters for each of them. */
    int add(Layer layer, int of) {
        int node = append(layer, List.of(of));
        FlattenOrder order = rows.get(of);
        if (order != null) {
            if (layer instanceof Layer.Dense || layer instanceof Layer.BatchNormalisation) {
                orders.put(layer.name(), order);
            }
            if (!(layer instanceof Layer.Dense)) {
                rows.put(node, order);
            }
        }
        return node;
    }

    /** Appends a layer that joins outputs, bringing rows into the same order. */
    int join(Layer layer, List<Integer> of) {
        FlattenOrder first = rows.get(of.get(0));
        boolean alike = !(layer instanceof Layer.Concatenation)
                && first != null
                && of.stream().allMatch(node -> first.equals(rows.get(node)));
        List<Integer> inputs =
                alike ? of : of.stream().map(node -> plain(layer.name(), node)).toList();
        int node = append(layer, inputs);
        if (alike) {
            rows.put(node, first);
        }
        return node;
    }

    /** A picture as a row, which from here on may be in another order than DL4J's. */
    int flatten(String name, int of) {
        long[] shape = shape(of);
        if (shape.length == 1) {
            return of;
        }
        int node = flattenAsHere(name, of);
        if (shape.length == 3 && !channelsLast) {
            FlattenOrder order = new FlattenOrder((int) shape[0], (int) shape[1], (int) shape[2]);
            if (!order.trivial()) {
                rows.put(node, order);
            }
        }
        return node;
    }

    /** A picture as a row that DL4J has in the same order. */
    int flattenAsHere(String name, int of) {
        return shape(of).length == 1 ? of : append(new Layer.Flatten(unique(name)), List.of(of));
    }

    /** A row as a picture. */
    int picture(String name, int of, long height, long width, long channels) {
        FlattenOrder wanted = new FlattenOrder((int) height, (int) width, (int) channels);
        if (channelsLast || wanted.trivial() || wanted.equals(rows.get(of))) {
            return append(new Layer.Reshape(unique(name), new long[] {height, width, channels}), List.of(of));
        }
        Layer.Reshape reshape = new Layer.Reshape(unique(name), new long[] {channels, height, width});
        int first = append(reshape, List.of(plain(name, of)));
        return append(new Layer.Permute(unique(name + "-channels-last"), new int[] {1, 2, 0}), List.of(first));
    }

    /** A node's values in DL4J's order. */
    int plain(String name, int node) {
        FlattenOrder order = rows.get(node);
        if (order == null) {
            return node;
        }
        long[] shape = {order.height(), order.width(), order.channels()};
        int picture = append(new Layer.Reshape(unique(name + "-picture"), shape), List.of(node));
        int turned = append(new Layer.Permute(unique(name + "-channels-first"), new int[] {2, 0, 1}), List.of(picture));
        return append(new Layer.Flatten(unique(name + "-row")), List.of(turned));
    }

    /** A name that no node has yet: this one, where possible. */
    String unique(String name) {
        String free = name;
        for (int i = 2; names.contains(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }

    private int append(Layer layer, List<Integer> inputs) {
        shapes.add(layer.outputShape(inputs.stream().map(this::shape).toArray(long[][]::new)));
        nodes.add(new Node(layer, inputs));
        names.add(layer.name());
        if (layer instanceof Layer.Convolution
                || layer instanceof Layer.Dense
                || layer instanceof Layer.BatchNormalisation) {
            sources.put(layer.name(), source);
        }
        return nodes.size() - 1;
    }

    /** The network whose logits a node yields; a softmax there is left out. */
    NamedBlueprint finish(int output, int classes) {
        int logits = output;
        while (logits != Node.INPUT && nodes.get(logits).layer() instanceof Layer.Softmax) {
            logits = nodes.get(logits).inputs().get(0);
        }
        if (logits == Node.INPUT) {
            throw new IllegalArgumentException("The network has no layer that computes anything.");
        }
        logits = plain("logits", logits);
        return new NamedBlueprint(new Blueprint(input, classes, upTo(logits)), sources, orders);
    }

    /** The nodes that a node needs, and itself as the last. */
    private List<Node> upTo(int last) {
        boolean[] needed = new boolean[last + 1];
        needed[last] = true;
        for (int i = last; i >= 0; i--) {
            if (needed[i]) {
                nodes.get(i).inputs().stream()
                        .filter(node -> node != Node.INPUT)
                        .forEach(node -> needed[node] = true);
            }
        }
        int[] places = new int[last + 1];
        List<Node> kept = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            if (needed[i]) {
                places[i] = kept.size();
                List<Integer> inputs = nodes.get(i).inputs().stream()
                        .map(node -> node == Node.INPUT ? Node.INPUT : (Integer) places[node])
                        .toList();
                kept.add(new Node(nodes.get(i).layer(), inputs));
            }
        }
        return kept;
    }
}
