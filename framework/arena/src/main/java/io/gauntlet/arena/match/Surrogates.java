package io.gauntlet.arena.match;

import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Network;

/**
 * Makes the networks of an attack that fits: one instance for each match, whose owner frees what it made when the match
 * is over. See {@link io.gauntlet.api.attack.Fit}.
 */
public interface Surrogates {
    /** For matches of attacks that make no networks. */
    Surrogates NONE = new Surrogates() {
        @Override
        public Model surrogate(String architecture, TrainingOptions options, int number, Progress progress) {
            throw refusal();
        }

        @Override
        public Training training(String architecture, Examples examples, Seed seed, Progress progress) {
            throw refusal();
        }

        @Override
        public Model model(Network network) {
            throw refusal();
        }

        private static IllegalStateException refusal() {
            return new IllegalStateException("This match was set up without networks for the attack to train.");
        }
    };

    /** A network trained on the attacker's split, the same for all matches of equal data and seed. */
    Model surrogate(String architecture, TrainingOptions options, int number, Progress progress);

    /** A training on examples of the attack's choice. */
    Training training(String architecture, Examples examples, Seed seed, Progress progress);

    /** A network of a training, ready to compute. */
    Model model(Network network);
}
