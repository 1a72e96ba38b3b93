package io.gauntlet.testkit;

import java.util.Set;
import java.util.TreeSet;

import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;
import io.gauntlet.api.defense.Training;
import io.gauntlet.engine.train.ForwardingTraining;

/** A training that remembers which splits were asked for that a defense may not use. */
final class ObservedTraining extends ForwardingTraining {
    private final Set<String> forbidden = new TreeSet<>();

    ObservedTraining(Training training) {
        super(training);
    }

    /** The names of the forbidden splits that were asked for, whether or not the refusal was passed on. */
    Set<String> forbidden() {
        return forbidden;
    }

    @Override
    public Splits splits() {
        Splits allowed = super.splits();
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
}
