package io.gauntlet.plugins.defenses.training;

import java.util.ArrayList;
import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Param;
import io.gauntlet.api.defense.Augmentation;
import io.gauntlet.api.defense.Defense;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingHooks;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Parts;
import io.gauntlet.api.norm.Ball;

/** A network trained on adversarial examples that other networks made too, which stand still while it learns. */
final class EnsembleAdversarialTraining implements Defense {
    static final DefenseInfo INFO = new DefenseInfo(
            new Description(
                    "ensemble-adversarial-training",
                    "1",
                    "Trains on a mix of natural images and one-step adversarial examples against itself and other"
                            + " networks.",
                    List.of("Tramer, Kurakin, Papernot, Goodfellow, Boneh, McDaniel: Ensemble Adversarial Training:"
                            + " Attacks and Defenses, ICLR 2018, section 3.4"),
                    "Costs the natural training of each member, and then one gradient for each image and epoch. The members"
                            + " have the architecture of the network and other seeds. Meant against transferred attacks;"
                            + " expect little against pgd with its gradients."),
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

            @Param(value = "other networks", defaultValue = "3", min = 1, max = 100)
            int members,

            @Param(
                    value = "passes over the training images for each of them",
                    defaultValue = "3",
                    min = 1,
                    max = 10_000)
            int memberEpochs,

            @Param(value = "the share of images that stay natural", defaultValue = "0.5", min = 0, max = 1)
            double naturalShare,

            @Param(value = "passes over the training images", defaultValue = "10", min = 1, max = 10_000)
            int epochs,

            @Param(value = "images for each update", defaultValue = "100", min = 1, max = 65_536)
            int batch,

            @Param(
                    value = "the largest learning rate of Adam's cyclic schedule",
                    defaultValue = "0.003",
                    min = 1e-8,
                    max = 10)
            double learningRate) {
        /** Refuses norms without a ball. */
        public Parameters {
            Ball.of(norm);
        }
    }

    private final Parameters parameters;

    EnsembleAdversarialTraining(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Parts train(Training training) {
        List<Network> members = new ArrayList<>();
        try {
            for (int i = 0; i < parameters.members(); i++) {
                Network member = training.create(training.seed().derive("member", i));
                members.add(member);
                training.fit(
                        member,
                        Recipe.cyclic(parameters.memberEpochs(), parameters.batch(), parameters.learningRate()),
                        Augmentation.NONE);
            }
            Network network = training.create(training.seed().derive("weights"));
            training.fit(
                    network,
                    Recipe.cyclic(parameters.epochs(), parameters.batch(), parameters.learningRate()),
                    TrainingHooks.of(new TransferredExamples(
                            parameters, members, training.seed().derive("source"))));
            return Parts.of(network);
        } finally {
            members.forEach(Network::close);
        }
    }
}
