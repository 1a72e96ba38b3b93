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

/**
 * What a defense has that is put around a model: the model, and samples to choose thresholds and the like by.
 *
 * @param architecture of the model's network, or the name of its file
 * @param parts what the model was put together from
 * @param model ready to compute; closed by who made it
 * @param all of which the defense sees those that it may use
 * @param seed of everything drawn
 * @param progress where to report
 */
public record WrappingTraining(String architecture, Parts parts, Model model, Splits all, Seed seed, Progress progress)
        implements Training {
    @Override
    public Splits splits() {
        return new DefenderSplits(all);
    }

    @Override
    public Optional<Parts> base() {
        return Optional.of(parts);
    }

    @Override
    public Model baseModel() {
        return model;
    }

    @Override
    public Network create(Seed weights) {
        throw refusal();
    }

    @Override
    public Network create(Seed weights, Encoding encoding) {
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
                "A defense that is put around a model cannot train a network: it has Training.baseModel().");
    }
}
