package io.gauntlet.runtime.work;

import java.util.Optional;

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
import io.gauntlet.engine.train.Accuracy;

/** What a defense has that sits on an imported network: the network, and samples to choose thresholds and the like by. */
record WrappingTraining(Network network, Splits all, Seed seed, Progress progress) implements Training {
    @Override
    public Splits splits() {
        return new Allowed(all);
    }

    @Override
    public String architecture() {
        return network.architecture();
    }

    @Override
    public Optional<Parts> base() {
        return Optional.of(Parts.of(network));
    }

    @Override
    public Network create(Seed weights) {
        throw refusal();
    }

    @Override
    public TrainingCurve fit(Network fitted, TrainingOptions options, TrainingHooks hooks) {
        throw refusal();
    }

    @Override
    public double evaluate(Network evaluated, Examples examples) {
        return Accuracy.of(evaluated, examples);
    }

    private static IllegalStateException refusal() {
        return new IllegalStateException(
                "A defense on an imported network cannot train one: it wraps what Training.base() gives.");
    }

    private record Allowed(Splits all) implements Splits {
        @Override
        public Examples train() {
            return all.train();
        }

        @Override
        public Examples calibration() {
            return all.calibration();
        }

        @Override
        public Examples attacker() {
            throw new IllegalStateException("A defense may not use the attacker split.");
        }

        @Override
        public Examples test() {
            throw new IllegalStateException("A defense may not use the test split.");
        }
    }
}
