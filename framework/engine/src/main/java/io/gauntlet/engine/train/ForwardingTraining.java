package io.gauntlet.engine.train;

import java.util.Optional;

import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;
import io.gauntlet.api.defense.Encoding;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingCurve;
import io.gauntlet.api.defense.TrainingHooks;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Parts;

/** A training that hands every call on: for those that watch one. */
public abstract class ForwardingTraining implements Training {
    private final Training training;

    /** @param training that does the work */
    protected ForwardingTraining(Training training) {
        this.training = training;
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
    public Model baseModel() {
        return training.baseModel();
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
    public Network create(Seed seed, Encoding encoding) {
        return training.create(seed, encoding);
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
