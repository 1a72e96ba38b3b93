package io.gauntlet.engine.layout;

import java.util.List;

/**
 * A layer in its place in a network.
 *
 * @param layer what it computes
 * @param inputs the positions of the nodes whose outputs it takes, in order; {@link #INPUT} for the network's input
 */
public record Node(Layer layer, List<Integer> inputs) {
    /** Stands for the network's input among a node's inputs. */
    public static final int INPUT = -1;

    /** Copies the list. */
    public Node {
        inputs = List.copyOf(inputs);
    }
}
