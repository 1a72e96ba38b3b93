package io.gauntlet.plugins.defenses.training;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Param;
import io.gauntlet.api.defense.Defense;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingHooks;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Parts;
import io.gauntlet.api.norm.Ball;

/** Adversarial training weighted by misclassification. */
final class Mart implements Defense {
    static final DefenseInfo INFO = new DefenseInfo(
            new Description(
                    "mart",
                    "1",
                    "Adversarial training that minds most the natural images which the network is unsure of.",
                    List.of(
                            "Wang, Zou, Yi, Bailey, Ma, Gu: Improving Adversarial Robustness Requires Revisiting Misclassified"
                                    + " Examples, ICLR 2020, equation 11 and algorithm 1"),
                    "Costs steps gradients for each image and epoch and two passes to learn. The authors use lambda 5, and 10"
                            + " steps."),
            false,
            true);

    /** Its parameters. */
    public record Parameters(
            @Param(
                    value = "the radius of the ball that adversarial examples are made in",
                    defaultValue = "0.3",
                    min = 1e-6,
                    max = 1000)
            double epsilon,

            @Param(value = "the norm of that ball: linf, l2 or l1", defaultValue = "linf")
            Norm norm,

            @Param(value = "gradient steps of the inner attack", defaultValue = "10", min = 1, max = 1000)
            int steps,

            @Param(
                    value = "the size of an inner step as a share of epsilon; 0 for 2.5 / steps",
                    defaultValue = "0",
                    min = 0,
                    max = 10)
            double relativeStep,

            @Param(
                    value = "how much the divergence between natural and adversarial answers weighs",
                    defaultValue = "5",
                    min = 0,
                    max = 1000)
            double lambda,

            @Param(
                    value = "the share of the updates over which epsilon grows from zero",
                    defaultValue = "0.4",
                    min = 0,
                    max = 1)
            double ramp,

            @Param(value = "passes over the training images", defaultValue = "10", min = 1, max = 10_000)
            int epochs,

            @Param(value = "images for each update", defaultValue = "100", min = 1, max = 65_536)
            int batch,

            @Param(
                    value = "the largest learning rate of Adam's cyclic schedule",
                    defaultValue = "0.003",
                    min = 1e-8,
                    max = 10)
            double learningRate,

            @Param(
                    value =
                            "samples of the calibration split that a pgd of 20 steps attacks after each epoch; the weights"
                                    + " that withstood it best are kept; 0 keeps the last ones",
                    defaultValue = "500",
                    min = 0,
                    max = 1_000_000)
            int validation) {
        /** Refuses norms without a ball. */
        public Parameters {
            Ball.of(norm);
        }

        double step() {
            return epsilon * (relativeStep > 0 ? relativeStep : 2.5 / steps);
        }
    }

    private final Parameters parameters;

    Mart(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Parts train(Training training) {
        Network network = training.create(training.seed().derive("weights"));
        Ball ball = Ball.of(parameters.norm());
        Neighbours neighbours = new Neighbours(
                ball,
                parameters.epsilon(),
                parameters.steps(),
                parameters.step(),
                new Growth(parameters.ramp()),
                Neighbours.Climb.CROSS_ENTROPY);
        training.fit(
                network,
                Recipe.cyclic(parameters.epochs(), parameters.batch(), parameters.learningRate()),
                KeepingMostRobust.added(
                        TrainingHooks.of(neighbours).minimising(new MartObjective(parameters.lambda())),
                        training,
                        ball,
                        parameters.epsilon(),
                        parameters.validation(),
                        0));
        return Parts.of(network);
    }
}
