package io.gauntlet.api.attack;

import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Network;

/**
 * What an attack may learn from before a match, and with: samples that are no defender's and no match's, the target, and
 * networks of its own.
 *
 * <p>Networks and models made here live until the match is over; the framework frees them, the attack does not. They
 * serve one thread: the one that fits and then searches.
 */
public interface Fit {
    /** The attacker's split: disjoint from train, calibration and test. */
    Examples examples();

    /**
     * The target. Its answers here are counted apart from those in the match and recorded beside them; budgets of the
     * threat model are each sample's of the match and do not limit them. Owners are positions in {@link #examples()};
     * a loss aims away from the owner's label unless it is told a class.
     */
    Target target();

    /** What is allowed in the match. */
    ThreatModel threatModel();

    /** The seed of everything drawn while fitting. */
    Seed seed();

    /** Where to report; throws when the match must end. */
    Progress progress();

    /**
     * A network of the attacker's, trained on {@link #examples()} by cross-entropy. It depends on the arguments, the
     * data and the user's seed alone, not on the target or the threat model: the framework trains it once, keeps it,
     * and hands it to every match that asks for the same.
     *
     * @param architecture an architecture's id
     * @param options how to train
     * @param number tells networks of the same architecture apart, which begin with other weights
     * @throws IllegalArgumentException when there is no such architecture, naming those there are
     * @throws io.gauntlet.api.model.NonFiniteException when the loss diverges
     */
    Model surrogate(String architecture, TrainingOptions options, int number);

    /**
     * A training of the attacker's own, for what {@link #surrogate} does not do: on other samples, on the target's
     * answers, with hooks. Its train split is what is given here, its calibration split is empty. Every match trains
     * anew; one that was interrupted goes on where it was, as long as it asks for the same in the same order. A network
     * may be fitted by several trainings of one architecture in turn.
     *
     * @param architecture an architecture's id
     * @param examples to learn from, at least one; read while a network is fitted, not kept
     * @throws IllegalArgumentException when there is no such architecture, naming those there are
     */
    Training training(String architecture, Examples examples);

    /** A network of {@link #training} ready to compute; when the network is fitted further, the model follows it. */
    Model model(Network network);
}
