package io.gauntlet.api.defense;

import java.util.Optional;

import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.Splits;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Parts;

/** What a defense learns from and with. */
public interface Training {
    /** The splits it may use: train and calibration; asking for the others throws. */
    Splits splits();

    /** The architecture that the spec names. */
    String architecture();

    /** What an earlier training learned, when this one starts from it. */
    Optional<Parts> base();

    /** The seed of everything drawn. */
    Seed seed();

    /** Where to report. */
    Progress progress();

    /**
     * A network of the training's architecture with freshly drawn weights.
     *
     * @param seed of the weights
     */
    Network create(Seed seed);

    /**
     * Trains a network in place on the train split by cross-entropy. Bitwise repeatable: minibatches are split into a
     * fixed number of shards whose gradients are summed in order.
     *
     * @param network made by {@link #create}
     * @param options optimiser, schedule and length
     * @param augmentation changes each shard before it is learned from; {@link Augmentation#NONE} for none
     * @return the mean loss and accuracy on the shards of each epoch
     * @throws io.gauntlet.api.model.NonFiniteException when the loss diverges
     */
    TrainingCurve fit(Network network, TrainingOptions options, Augmentation augmentation);
}
