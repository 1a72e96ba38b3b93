package io.gauntlet.engine.plan;

import java.util.List;

import io.gauntlet.engine.layout.Layer;

/**
 * One layer as a plan computes it.
 *
 * @param layer what it computes
 * @param node the node of the blueprint whose parameters it has
 * @param inputs the steps whose outputs it takes, -1 for the network's input
 * @param normalisation the node of a batch normalisation folded into its weights, or {@link #NONE}
 */
record Step(Layer layer, int node, List<Integer> inputs, int normalisation) {
    /** No normalisation is folded in. */
    static final int NONE = -1;

    Step withInputs(List<Integer> others) {
        return new Step(layer, node, others, normalisation);
    }

    Step withNormalisation(int folded) {
        return new Step(layer, node, inputs, folded);
    }

    Step withLayer(Layer other) {
        return new Step(other, node, inputs, normalisation);
    }
}
