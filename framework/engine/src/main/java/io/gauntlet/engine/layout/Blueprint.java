package io.gauntlet.engine.layout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A network without weights: a graph of layers. Each node takes outputs of nodes before it; the last one yields logits.
 *
 * @param shape of one sample: height, width, channels for pictures
 * @param classes the number of logits
 * @param nodes at least one, each after those whose outputs it takes
 */
public record Blueprint(long[] shape, int classes, List<Node> nodes) {
    /**
     * Checks that the layers fit each other.
     *
     * @throws UnsupportedLayerException naming the layer that does not fit
     */
    public Blueprint {
        shape = shape.clone();
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty() || shape.length == 0) {
            throw new IllegalArgumentException("A network needs at least one layer and samples with a shape.");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < nodes.size(); i++) {
            Layer layer = nodes.get(i).layer();
            if (!names.add(layer.name())) {
                throw new UnsupportedLayerException(layer.name(), "has the name of another layer");
            }
            for (int input : nodes.get(i).inputs()) {
                if (input < Node.INPUT || input >= i) {
                    throw new UnsupportedLayerException(
                            layer.name(), "takes the output of a layer that is not before it");
                }
            }
        }
        List<long[]> outputs = outputShapes(shape, nodes);
        long[] last = outputs.get(outputs.size() - 1);
        if (last.length != 1 || last[0] != classes) {
            throw new UnsupportedLayerException(
                    nodes.get(nodes.size() - 1).layer().name(),
                    "is the last but does not yield one value for each of the " + classes + " classes");
        }
    }

    /** Layers applied one after the other. */
    public static Blueprint sequence(long[] shape, int classes, List<Layer> layers) {
        List<Node> nodes = new ArrayList<>();
        for (Layer layer : layers) {
            nodes.add(new Node(layer, List.of(nodes.size() - 1)));
        }
        return new Blueprint(shape, classes, nodes);
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    /** The layer of a node. */
    public Layer layer(int node) {
        return nodes.get(node).layer();
    }

    /** The layers in the order of their nodes. */
    public List<Layer> layers() {
        return nodes.stream().map(Node::layer).toList();
    }

    /** The shape of one sample's output of each node. */
    public List<long[]> outputShapes() {
        return outputShapes(shape, nodes);
    }

    /** The shapes of what a node takes, in order, given the {@link #outputShapes}. */
    public long[][] inputShapes(int node, List<long[]> outputShapes) {
        return inputShapes(nodes.get(node), shape, outputShapes);
    }

    private static List<long[]> outputShapes(long[] shape, List<Node> nodes) {
        List<long[]> outputs = new ArrayList<>();
        for (Node node : nodes) {
            outputs.add(node.layer().outputShape(inputShapes(node, shape, outputs)));
        }
        return outputs;
    }

    private static long[][] inputShapes(Node node, long[] shape, List<long[]> outputs) {
        return node.inputs().stream()
                .map(input -> input == Node.INPUT ? shape : outputs.get(input))
                .toArray(long[][]::new);
    }
}
