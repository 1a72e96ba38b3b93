package io.gauntlet.plugins.defenses.training;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
import io.gauntlet.api.Floats;
import io.gauntlet.api.Param;
import io.gauntlet.api.defense.Defense;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.api.defense.Shard;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Parts;

/** A network trained on images with Gaussian noise. */
final class GaussianAugmentation implements Defense {
    static final DefenseInfo INFO = new DefenseInfo(
            new Description(
                    "gaussian-augmentation",
                    "1",
                    "Trains on images with Gaussian noise added.",
                    List.of(
                            "Zantedeschi, Nicolae, Rawat: Efficient Defenses Against Adversarial Attacks, AISec 2017,"
                                    + " section 4.2",
                            "Cohen, Rosenfeld, Kolter: Certified Adversarial Robustness via Randomized Smoothing, ICML"
                                    + " 2019, section 3.3 (the network under the smoothing)"),
                    "Costs no more than natural training. Withstands noise; expect little against gradients."),
            false,
            true);

    /** Its parameters. */
    public record Parameters(
            @Param(value = "the standard deviation of the noise", defaultValue = "0.25", min = 1e-6, max = 100)
            double deviation,

            @Param(value = "whether noisy values are clipped to [0,1]", defaultValue = "false")
            boolean clip,

            @Param(value = "the share of images that stay natural", defaultValue = "0", min = 0, max = 1)
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
            double learningRate) {}

    private final Parameters parameters;

    GaussianAugmentation(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Parts train(Training training) {
        Network network = training.create(training.seed().derive("weights"));
        training.fit(
                network,
                Recipe.cyclic(parameters.epochs(), parameters.batch(), parameters.learningRate()),
                this::disturb);
        return Parts.of(network);
    }

    private void disturb(Shard shard) {
        float[] x = Floats.values(shard.images());
        int length = x.length / shard.size();
        for (int i = 0; i < shard.size(); i++) {
            if (AdversarialExamples.natural(shard, i, parameters.naturalShare())) {
                continue;
            }
            Draws draws = shard.draws(i, "noise");
            for (int j = i * length; j < (i + 1) * length; j++) {
                x[j] += (float) (parameters.deviation() * draws.gaussian());
                if (parameters.clip()) {
                    x[j] = Math.min(1f, Math.max(0f, x[j]));
                }
            }
        }
        Floats.put(x, shard.images());
    }
}
