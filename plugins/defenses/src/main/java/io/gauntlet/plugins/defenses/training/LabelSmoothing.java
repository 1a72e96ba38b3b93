package io.gauntlet.plugins.defenses.training;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Floats;
import io.gauntlet.api.Param;
import io.gauntlet.api.defense.Defense;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.api.defense.Shard;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Parts;

/** A network that is never asked to be certain. */
final class LabelSmoothing implements Defense {
    static final DefenseInfo INFO = new DefenseInfo(
            new Description(
                    "label-smoothing",
                    "1",
                    "Trains on labels of which a share is spread evenly over all classes.",
                    List.of(
                            "Szegedy, Vanhoucke, Ioffe, Shlens, Wojna: Rethinking the Inception Architecture for Computer"
                                    + " Vision, CVPR 2016, section 7",
                            "Warde-Farley, Goodfellow: Adversarial Perturbations of Deep Neural Networks, 2016, section"
                                    + " 1.4.2"),
                    "Costs no more than natural training. Makes single steps fail more often than it makes robust."),
            false,
            true);

    /** Its parameters. */
    public record Parameters(
            @Param(
                    value = "the share of the probability that is spread over all classes",
                    defaultValue = "0.1",
                    min = 0,
                    max = 0.99)
            double smoothing,

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

    LabelSmoothing(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Parts train(Training training) {
        Network network = training.create(training.seed().derive("weights"));
        training.fit(
                network,
                Recipe.cyclic(parameters.epochs(), parameters.batch(), parameters.learningRate()),
                this::smooth);
        return Parts.of(network);
    }

    private void smooth(Shard shard) {
        float[] targets = Floats.values(shard.targets());
        int classes = targets.length / shard.size();
        double share = parameters.smoothing();
        for (int i = 0; i < targets.length; i++) {
            targets[i] = (float) ((1 - share) * targets[i] + share / classes);
        }
        Floats.put(targets, shard.targets());
    }
}
