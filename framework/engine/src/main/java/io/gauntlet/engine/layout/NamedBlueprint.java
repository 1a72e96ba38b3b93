package io.gauntlet.engine.layout;

import java.util.Map;

/**
 * A blueprint read from a DL4J configuration, and where its parameters come from.
 *
 * @param blueprint the network
 * @param sources for each node with parameters, by name, the DL4J vertex, or the number of the layer in a sequence; a
 *     separable convolution is two nodes, the first called {@code …-depthwise}
 * @param orders for each node, by name, whose input is a flattened picture that DL4J has in another order: rows of dense
 *     weights, and the values of a normalisation, must be brought into this engine's by {@link FlattenOrder#rows}
 */
public record NamedBlueprint(Blueprint blueprint, Map<String, String> sources, Map<String, FlattenOrder> orders) {
    /** Copies the maps. */
    public NamedBlueprint {
        sources = Map.copyOf(sources);
        orders = Map.copyOf(orders);
    }
}
