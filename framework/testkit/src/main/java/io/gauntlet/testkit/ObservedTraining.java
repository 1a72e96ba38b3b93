package io.gauntlet.testkit;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingCurve;
import io.gauntlet.api.defense.TrainingHooks;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Parts;

/** A training that remembers which splits were asked for that a defense may not use. */
final class ObservedTraining implements Training {
    private final Training training;
    private final Set<String> forbidden = new TreeSet<>();

    ObservedTraining(Training training) {
        this.training = training;
    }

    /** The names of the forbidden splits that were asked for, whether or not the refusal was passed on. */
    Set<String> forbidden() {
        return forbidden;
    }

    @Override
    public Splits splits() {
        Splits allowed = training.splits();
        return new Splits() {
            @Override
            public Examples train() {
                return allowed.train();
            }

            @Override
            public Examples attacker() {
                forbidden.add("attacker");
                return allowed.attacker();
            }

            @Override
            public Examples calibration() {
                return allowed.calibration();
            }

            @Override
            public Examples test() {
                forbidden.add("test");
                return allowed.test();
            }
        };
    }

    @Override
    public String architecture() {
        return training.architecture();
    }

    @Override
    public Optional<Parts> base() {
        return training.base();
    }

    @Override
    public Seed seed() {
        return training.seed();
    }

    @Override
    public Progress progress() {
        return training.progress();
    }

    @Override
    public Network create(Seed seed) {
        return training.create(seed);
    }

    @Override
    public TrainingCurve fit(Network network, TrainingOptions options, TrainingHooks hooks) {
        return training.fit(network, options, hooks);
    }

    @Override
    public double evaluate(Network network, Examples examples) {
        return training.evaluate(network, examples);
    }
}
