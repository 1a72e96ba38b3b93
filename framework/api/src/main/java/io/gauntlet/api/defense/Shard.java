package io.gauntlet.api.defense;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Draws;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Network;

/** A part of a minibatch, with the network as it stands before the update. */
public interface Shard {
    /** The number of samples. */
    int size();

    /** Which of the parts of its minibatch it is, from 0: equal numbers are never learned from at once. */
    int number();

    /** The pass over the data, from 0. */
    int epoch();

    /** The update, from 0, counted over all epochs. */
    long update();

    /** How many updates there will be. */
    long updates();

    /** The samples, {@code [size, shape...]}, contiguous in c-order, values in [0,1]. Write into it. */
    INDArray images();

    /**
     * The same for one of the inputs that the objective takes, from 0: the first is {@link #images()}, the others are
     * the samples too on entry.
     *
     * @throws IllegalArgumentException when the objective takes fewer
     */
    INDArray images(int input);

    /** The true class of each sample. */
    int[] labels();

    /** The probability of each class that is to be learned, {@code [size, classes]}: one-hot on entry. Write into it. */
    INDArray targets();

    /** The draws of a sample for a purpose, in this epoch; asking again repeats them. */
    Draws draws(int sample, String purpose);

    /**
     * The gradient of a loss by the samples {@code x}, {@code [size, shape...]}, at the network's present weights, in
     * evaluation mode. Valid until the next call.
     */
    INDArray gradient(INDArray x, Loss loss);

    /** The network as it stands, in evaluation mode, for what {@link #gradient} does not offer. */
    Model model();

    /**
     * Another network that the training created, such as a teacher, as it stands, in evaluation mode.
     *
     * @throws IllegalArgumentException when the training did not create it
     */
    Model model(Network other);
}
