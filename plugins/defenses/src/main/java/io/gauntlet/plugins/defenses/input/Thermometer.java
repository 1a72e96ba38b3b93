package io.gauntlet.plugins.defenses.input;

import java.util.List;
import java.util.Map;

import io.gauntlet.api.Description;
import io.gauntlet.api.Param;
import io.gauntlet.api.defense.Augmentation;
import io.gauntlet.api.defense.Defense;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Parts;
import io.gauntlet.plugins.defenses.around.SampleShape;
import io.gauntlet.plugins.defenses.training.Recipe;

/** A network that is trained on thermometer codes of natural images and only ever sees these. */
final class Thermometer implements Defense {
    private static final DefenseInfo INFO = new DefenseInfo(
            new Description(
                    "thermometer",
                    "1",
                    "Shows each value to the network as a row of ones and zeros, like a thermometer.",
                    List.of(
                            "Buckman, Roy, Raffel, Goodfellow: Thermometer Encoding: One Hot Way To Resist Adversarial"
                                    + " Examples, ICLR 2018, section 3",
                            "Athalye, Carlini, Wagner: Obfuscated Gradients Give a False Sense of Security, ICML 2018,"
                                    + " section 5.2.1 (breaks it by BPDA with a soft encoding)"),
                    "Trains a network of its own, on natural images. The encoding's derivative is zero almost everywhere;"
                            + " the declared one is that of a soft encoding. Other defenses cannot be put under it, only"
                            + " around it."),
            false,
            true,
            true);

    /** Its parameters. */
    public record Parameters(
            @Param(value = "channels for each value", defaultValue = "16", min = 2, max = 256)
            int levels,

            @Param(
                    value =
                            "how far from a channel's threshold the declared derivative reaches; matters to attackers alone",
                    defaultValue = "0.2",
                    min = 1e-3,
                    max = 10)
            double softness,

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

    private Thermometer(Parameters parameters) {
        this.parameters = parameters;
    }

    static DefenseFactory<Parameters> factory() {
        return new DefenseFactory<>(INFO, Parameters.class, Thermometer::new);
    }

    private ThermometerCode code() {
        return new ThermometerCode(parameters.levels());
    }

    @Override
    public Parts train(Training training) {
        Network network = training.create(training.seed().derive("weights"), code());
        TrainingOptions options = Recipe.cyclic(parameters.epochs(), parameters.batch(), parameters.learningRate());
        training.fit(network, options, Augmentation.NONE);
        return new Parts(
                Map.of(Parts.NETWORK, network),
                SampleShape.parts(training.splits().train().shape()).arrays());
    }

    @Override
    public DefendedModel assemble(Parts parts) {
        return DefendedModel.of(
                new ThermometerStage(code(), parameters.softness(), SampleShape.of(parts)), parts.network());
    }
}
