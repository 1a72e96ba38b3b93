package io.gauntlet.plugins.defenses.training;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Param;
import io.gauntlet.api.defense.Defense;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingHooks;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Parts;

/** A network whose layers hardly enlarge distances, because their weights are kept near orthonormal. */
final class Parseval implements Defense {
    static final DefenseInfo INFO = new DefenseInfo(
            new Description(
                    "parseval",
                    "1",
                    "Keeps the weights of dense and convolution layers near orthonormal while training.",
                    List.of("Cisse, Bojanowski, Grave, Dauphin, Usunier: Parseval Networks: Improving Robustness to"
                            + " Adversarial Examples, ICML 2017, section 4.2, equation 8"),
                    "Two matrix products for each layer and update. The retraction takes all rows, not a sample of"
                            + " them. Convolutions are bound as matrices of outputs by kernel inputs, so that one may still"
                            + " enlarge distances by the square root of how often a pixel is read. Sums of residual"
                            + " networks stay what the architecture makes them: convex combinations (section 4.3) are"
                            + " an architecture whose shortcuts average, such as resnet-8-convex, with fixed halves."
                            + " Batch normalisations are not bound. Judged by its authors under fgsm alone: expect no"
                            + " robustness against pgd."),
            false,
            true);

    /** Its parameters. */
    public record Parameters(
            @Param(
                    value =
                            "beta of the retraction; a singular value's distance from 1 shrinks by the factor 1 - 2 beta"
                                    + " with each update, or at 0.5 quadratically",
                    defaultValue = "0.1",
                    min = 1e-6,
                    max = 0.5)
            double retraction,

            @Param(value = "whether the layer that makes the logits is bound too", defaultValue = "true")
            boolean lastLayer,

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

    Parseval(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Parts train(Training training) {
        Network network = training.create(training.seed().derive("weights"));
        training.fit(
                network,
                Recipe.cyclic(parameters.epochs(), parameters.batch(), parameters.learningRate()),
                TrainingHooks.NONE.afterUpdate(new Retraction(parameters.retraction(), parameters.lastLayer())));
        return Parts.of(network);
    }
}
