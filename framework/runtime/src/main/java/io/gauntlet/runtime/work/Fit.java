package io.gauntlet.runtime.work;

import java.util.Arrays;

import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.Network;
import io.gauntlet.arena.InvalidInputException;

/** Whether a network that somebody brought takes a data set's samples. */
final class Fit {
    private Fit() {}

    /**
     * Checks shape and classes.
     *
     * @param name of the network, for the message
     * @param dataSet the id of the data set, for the message
     * @throws InvalidInputException when they differ, with one sentence
     */
    static void check(Network network, String name, Examples samples, String dataSet) {
        try {
            network.outputShape(samples.shape());
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "The network in " + name + " takes samples of shape " + Arrays.toString(network.inputShape())
                            + ", but those of the data set '" + dataSet + "' have shape "
                            + Arrays.toString(samples.shape()) + ": choose a data set that fits it.",
                    e);
        }
        if (network.classes() != samples.classes()) {
            throw new InvalidInputException("The network in " + name + " tells " + network.classes()
                    + " classes apart, but the data set '" + dataSet + "' has " + samples.classes()
                    + ": choose a data set that fits it.");
        }
    }
}
