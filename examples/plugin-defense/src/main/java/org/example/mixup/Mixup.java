package org.example.mixup;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
import io.gauntlet.api.Floats;
import io.gauntlet.api.Param;
import io.gauntlet.api.defense.Augmentation;
import io.gauntlet.api.defense.Defense;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.api.defense.Shard;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Parts;

/** Trains a network on mixtures of two samples each, and of their labels in the same proportion. */
public final class Mixup implements Defense {
    /**
     * The parameters: from these words come the help, the JSON Schema, the form in the page and the messages.
     *
     * @param epochs passes over the samples
     * @param batch samples for each update
     * @param rate the learning rate
     * @param alpha of the beta distribution that proportions are drawn from
     */
    public record Parameters(
            @Param(value = "passes over the samples", defaultValue = "3", min = 1, max = 10_000)
            int epochs,

            @Param(value = "samples for each update", defaultValue = "128", min = 1, max = 100_000)
            int batch,

            @Param(value = "learning rate", defaultValue = "0.002", min = 1e-9, max = 10)
            double rate,

            @Param(
                    value =
                            "both parameters of the beta distribution of proportions: near 0 hardly mixes, 1 is uniform",
                    defaultValue = "1",
                    min = 0.01,
                    max = 1)
            double alpha) {}

    /** What it is. */
    public static final DefenseFactory<Parameters> FACTORY = new DefenseFactory<>(
            new DefenseInfo(
                    new Description(
                            "mixup",
                            "1",
                            "Training on mixtures of two samples and of their labels.",
                            List.of("Zhang, Cisse, Dauphin, Lopez-Paz: mixup: Beyond Empirical Risk Minimization, ICLR"
                                    + " 2018, section 2"),
                            "Its authors report more robustness to one-step attacks; expect little against pgd."),
                    false,
                    true),
            Parameters.class,
            Mixup::new);

    private final Parameters parameters;

    Mixup(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Parts train(Training training) {
        Network network = training.create(training.seed().derive("weights"));
        TrainingOptions options = TrainingOptions.adam(parameters.epochs(), parameters.batch(), parameters.rate());
        Augmentation mix = this::mix;
        training.fit(network, options, mix);
        return Parts.of(network); // all that was learned: assemble() makes the defended model of it
    }

    /** Mixes each sample with another one of the shard; several threads do so at once, with different shards. */
    private void mix(Shard shard) {
        int n = shard.size();
        int[] partner = shard.draws(0, "partners").permutation(n);
        double[] share = new double[n];
        for (int sample = 0; sample < n; sample++) {
            share[sample] = proportion(shard.draws(sample, "share"));
        }
        Floats.put(mixed(Floats.values(shard.images()), partner, share), shard.images());
        Floats.put(mixed(Floats.values(shard.targets()), partner, share), shard.targets());
    }

    private static float[] mixed(float[] values, int[] partner, double[] share) {
        int length = values.length / partner.length;
        float[] mixed = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int sample = i / length;
            float other = values[partner[sample] * length + i % length];
            mixed[i] = (float) (share[sample] * values[i] + (1 - share[sample]) * other);
        }
        return mixed;
    }

    /** A draw of the beta distribution with both parameters alpha, at most 1 (Jöhnk 1964). */
    double proportion(Draws draws) {
        while (true) {
            double a = Math.pow(draws.uniform(0, 1), 1 / parameters.alpha());
            double b = Math.pow(draws.uniform(0, 1), 1 / parameters.alpha());
            if (a + b > 0 && a + b <= 1) {
                return a / (a + b);
            }
        }
    }
}
