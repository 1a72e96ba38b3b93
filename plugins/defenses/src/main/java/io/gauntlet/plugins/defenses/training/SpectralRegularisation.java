package io.gauntlet.plugins.defenses.training;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Param;
import io.gauntlet.api.defense.Defense;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingHooks;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Parts;

/** A network whose layers pay for the most that they enlarge distances. */
final class SpectralRegularisation implements Defense {
    static final DefenseInfo INFO = new DefenseInfo(
            new Description(
                    "spectral-regularisation",
                    "1",
                    "Penalises the spectral norm of every dense and convolution layer while training.",
                    List.of("Yoshida, Miyato: Spectral Norm Regularization for Improving the Generalizability of Deep"
                            + " Learning, 2017, section 3.2 and algorithm 1"),
                    "Two passes over the weights for each update. The penalty is stepped down apart from Adam's step, as"
                            + " decoupled weight decay is, so that its strength does not depend on the gradients' size."
                            + " Convolutions count as matrices of outputs by kernel inputs. Meant for smoothness:"
                            + " expect little robustness against pgd."),
            false,
            true);

    /** Its parameters. */
    public record Parameters(
            @Param(value = "lambda, the weight of the penalty", defaultValue = "1", min = 1e-9, max = 1000)
            double penalty,

            @Param(value = "passes over the training images", defaultValue = "10", min = 1, max = 10_000)
            int epochs,

            @Param(value = "images for each update", defaultValue = "100", min = 1, max = 65_536)
            int batch,

            @Param(
                    value = "the largest learning rate of Adam's cyclic schedule",
                    defaultValue = "0.003",
                    min = 1e-8,
                    max = 10)
            double learningRate) {}

    private final Parameters parameters;

    SpectralRegularisation(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Parts train(Training training) {
        Network network = training.create(training.seed().derive("weights"));
        TrainingOptions options = Recipe.cyclic(parameters.epochs(), parameters.batch(), parameters.learningRate());
        int samples = training.splits().train().size();
        long updates = (long) options.epochs() * ((samples + options.batch() - 1) / options.batch());
        training.fit(
                network,
                options,
                TrainingHooks.NONE.afterUpdate(new SpectralPenalty(
                        parameters.penalty(), options, updates, training.seed().derive("vectors"))));
        return Parts.of(network);
    }
}
