package io.gauntlet.api.defense;

import java.util.List;

/**
 * Changes the weights after each update of the optimiser: projects them, clips them, bounds their norms. Called by one
 * thread while nothing else computes. A training stays bitwise repeatable as long as the hook depends on nothing but
 * what it is given.
 */
@FunctionalInterface
public interface AfterUpdate {
    /** Leaves the weights as they are. */
    AfterUpdate NONE = (update, layers) -> {};

    /**
     * Changes weights in place.
     *
     * @param update which update was made, from 0, counted over all epochs
     * @param layers the network's convolutions and dense layers, in the network's order
     * @throws io.gauntlet.api.model.NonFiniteException (after it, by the training) when it left a weight NaN or infinite
     */
    void apply(long update, List<LayerWeights> layers);
}
