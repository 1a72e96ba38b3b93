package io.gauntlet.plugins.defenses.training;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Param;
import io.gauntlet.api.defense.Augmentation;
import io.gauntlet.api.defense.Defense;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingHooks;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Parts;
import io.gauntlet.api.norm.Ball;

/** A network trained on a mix of natural images and adversarial examples made against itself as it learns. */
final class AdversarialTraining implements Defense {
    static final DefenseInfo INFO = new DefenseInfo(
            new Description(
                    "adversarial-training",
                    "3",
                    "Trains on a mix of natural images and adversarial examples made against the network as it learns.",
                    List.of(
                            "Goodfellow, Shlens, Szegedy: Explaining and Harnessing Adversarial Examples, ICLR 2015,"
                                    + " section 6 (the mix)",
                            "Madry, Makelov, Schmidt, Tsipras, Vladu: Towards Deep Learning Models Resistant to Adversarial"
                                    + " Attacks, ICLR 2018, section 3 (pgd)",
                            "Wong, Rice, Kolter: Fast is Better than Free: Revisiting Adversarial Training, ICLR 2020,"
                                    + " algorithm 3 (fgsm with a random start)",
                            "Shafahi, Najibi, Ghiasi, Xu, Dickerson, Studer, Davis, Taylor, Goldstein: Adversarial Training"
                                    + " for Free!, NeurIPS 2019, algorithm 1 (free)",
                            "Rice, Wong, Kolter: Overfitting in adversarially robust deep learning, ICML 2020 (stopping"
                                    + " by a validation attack)"),
                    "fgsm costs one extra gradient for each image and epoch, pgd steps of them, free a backward pass"
                            + " without its forward pass for each of steps updates on a minibatch. fgsm can collapse in"
                            + " long trainings (catastrophic overfitting): the network then stops fgsm and nothing else."
                            + " A pgd on the calibration split sees it after each epoch, and the weights that"
                            + " withstood it best are kept."),
            false,
            true);

    /** How adversarial examples are made while training. */
    public enum Inner {
        /** One step from a random start. */
        FGSM,
        /** A step for each of several updates on a minibatch, along the gradient that the update computes. */
        FREE,
        /** Several steps from a random start. */
        PGD
    }

    /** Its parameters. */
    public record Parameters(
            @Param(
                    value = "the radius of the ball that adversarial examples are made in",
                    defaultValue = "0.3",
                    min = 1e-6,
                    max = 1000)
            double epsilon,

            @Param(value = "the norm of that ball: linf or l2", defaultValue = "linf")
            Norm norm,

            @Param(value = "how adversarial examples are made", defaultValue = "pgd")
            Inner inner,

            @Param(
                    value = "gradient steps of the inner pgd, or updates of free on each minibatch; fgsm takes one",
                    defaultValue = "3",
                    min = 1,
                    max = 1000)
            int steps,

            @Param(
                    value = "the size of the inner step as a share of epsilon; 0 for 1.25 with fgsm, 1 with free and"
                            + " 1.5 / steps with pgd",
                    defaultValue = "0",
                    min = 0,
                    max = 10)
            double relativeStep,

            @Param(
                    value = "the share of the updates over which epsilon grows from zero; without it small networks"
                            + " collapse to one class or to masked gradients",
                    defaultValue = "0.4",
                    min = 0,
                    max = 1)
            double ramp,

            @Param(value = "the share of images that stay natural", defaultValue = "0.1", min = 0, max = 1)
            double naturalShare,

            @Param(value = "passes over the training images", defaultValue = "6", min = 1, max = 10_000)
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
            int validation,

            @Param(
                    value = "epochs without a better one after which the training stops early; 0 for never",
                    defaultValue = "0",
                    min = 0,
                    max = 10_000)
            int patience) {
        /** Refuses norms without a ball. */
        public Parameters {
            if (!Ball.NORMS.contains(norm)) {
                throw new IllegalArgumentException(
                        "Adversarial training works in the norms linf and l2, not " + norm.id() + ".");
            }
        }

        int innerSteps() {
            return inner == Inner.FGSM ? 1 : steps;
        }

        double innerStep() {
            if (relativeStep > 0) {
                return relativeStep;
            }
            return switch (inner) {
                case FGSM -> 1.25;
                case FREE -> 1;
                case PGD -> 1.5 / steps;
            };
        }
    }

    private final Parameters parameters;

    AdversarialTraining(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Parts train(Training training) {
        Network network = training.create(training.seed().derive("weights"));
        TrainingOptions options = Recipe.cyclic(parameters.epochs(), parameters.batch(), parameters.learningRate());
        boolean free = parameters.inner() == Inner.FREE;
        Augmentation examples = free ? new FreeExamples(parameters) : new AdversarialExamples(parameters);
        training.fit(
                network,
                options.withReplays(free ? parameters.steps() : 1),
                KeepingMostRobust.added(
                        TrainingHooks.of(examples),
                        training,
                        Ball.of(parameters.norm()),
                        parameters.epsilon(),
                        parameters.validation(),
                        parameters.patience()));
        return Parts.of(network);
    }
}
