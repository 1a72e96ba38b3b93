package io.gauntlet.api.defense;

import java.util.Optional;

import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;
import io.gauntlet.api.model.Model;
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

    /**
     * The model that the defense is put around, ready to compute. Belongs to the training, which closes it.
     *
     * @throws IllegalStateException when the defense stands by itself
     */
    default Model baseModel() {
        throw new IllegalStateException("This defense is put around no model: it trains its own.");
    }

    /** The seed of everything drawn. */
    Seed seed();

    /** Where to report. */
    Progress progress();

    /**
     * A network of the training's architecture with freshly drawn weights, or in a training that starts from what an
     * earlier one learned with the weights of its network.
     *
     * @param seed of the weights
     */
    Network create(Seed seed);

    /**
     * A network of the training's architecture that is shown samples encoded, as a stage before it will: fits and
     * evaluations of it, and their hooks, see encoded samples.
     *
     * @param seed of the weights
     * @throws IllegalArgumentException when the encoding does not take the samples, or the architecture what it yields
     */
    Network create(Seed seed, Encoding encoding);

    /**
     * Trains a network in place on the train split, by cross-entropy unless the hooks name another objective. Bitwise repeatable: minibatches are split into a
     * fixed number of shards whose gradients are summed in order; batch normalisations use the statistics of the shard.
     *
     * <p>What was learned is written down from time to time. When a training is taken up again after its process
     * ended, the defense runs from its beginning: a fit that was finished gives its network the weights that it had and
     * returns at once, and one that was interrupted goes on where it was, to the same end bit by bit. For that a
     * defense must ask for the same fits in the same order.
     *
     * @param network made by {@link #create}
     * @param options optimiser, schedule and length
     * @param hooks what is done to shards, after updates and after epochs; {@link TrainingHooks#NONE} for nothing
     * @return how the epochs went
     * @throws io.gauntlet.api.model.NonFiniteException when the training diverges, naming the update
     */
    TrainingCurve fit(Network network, TrainingOptions options, TrainingHooks hooks);

    /**
     * The same with an augmentation alone.
     *
     * @param augmentation changes each shard before it is learned from; {@link Augmentation#NONE} for none
     */
    default TrainingCurve fit(Network network, TrainingOptions options, Augmentation augmentation) {
        return fit(network, options, TrainingHooks.of(augmentation));
    }

    /**
     * The share of examples that a network answers rightly, in evaluation mode, in [0,1].
     *
     * @param examples at least one; of a split that the defense may use
     */
    double evaluate(Network network, Examples examples);
}
