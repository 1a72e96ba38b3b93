package io.gauntlet.plugins.defenses.training;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Param;
import io.gauntlet.api.defense.Augmentation;
import io.gauntlet.api.defense.Defense;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Parts;

/** A network trained on natural images and left as it is: what every defense must be compared with. */
final class None implements Defense {
    static final DefenseInfo INFO = new DefenseInfo(
            new Description(
                    "none",
                    "1",
                    "No defense: the network is trained on natural images.",
                    List.of(),
                    "An attack that cannot break this one is broken itself."),
            false,
            true);

    /** Its parameters. */
    public record Parameters(
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

    private final TrainingOptions options;

    None(Parameters parameters) {
        options = Recipe.cyclic(parameters.epochs(), parameters.batch(), parameters.learningRate());
    }

    @Override
    public Parts train(Training training) {
        Network network = training.create(training.seed().derive("weights"));
        training.fit(network, options, Augmentation.NONE);
        return Parts.of(network);
    }
}
