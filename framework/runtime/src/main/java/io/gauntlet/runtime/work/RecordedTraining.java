package io.gauntlet.runtime.work;

import java.util.ArrayList;
import java.util.List;
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

/** A training that remembers its curves: those of all fittings, one after the other. */
final class RecordedTraining implements Training {
    private final Training training;
    private final List<Double> loss = new ArrayList<>();
    private final List<Double> accuracy = new ArrayList<>();

    RecordedTraining(Training training) {
        this.training = training;
    }

    TrainingCurve curve() {
        return new TrainingCurve(loss, accuracy);
    }

    @Override
    public Splits splits() {
        return training.splits();
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
        TrainingCurve curve = training.fit(network, options, hooks);
        loss.addAll(curve.loss());
        accuracy.addAll(curve.accuracy());
        return curve;
    }

    @Override
    public double evaluate(Network network, Examples examples) {
        return training.evaluate(network, examples);
    }
}
