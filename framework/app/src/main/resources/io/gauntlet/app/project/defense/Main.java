package __package__;

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

/** Trains a network on noisy samples. Replace it by your defense. */
public final class __Name__ implements Defense {
    /**
     * The parameters: from these words come the help, the JSON Schema, the form in the page and the messages.
     *
     * @param epochs passes over the samples
     * @param batch samples for each update
     * @param rate the learning rate
     * @param deviation of the noise
     */
    public record Parameters(
            @Param(value = "passes over the samples", defaultValue = "3", min = 1, max = 10_000)
            int epochs,

            @Param(value = "samples for each update", defaultValue = "128", min = 1, max = 100_000)
            int batch,

            @Param(value = "learning rate", defaultValue = "0.002", min = 1e-9, max = 10)
            double rate,

            @Param(value = "deviation of the noise", defaultValue = "0.1", min = 0, max = 1)
            float deviation) {}

    /** What it is. */
    public static final DefenseFactory<Parameters> FACTORY = new DefenseFactory<>(
            new DefenseInfo(
                    new Description(
                            "__id__",
                            "1",
                            "Training on samples with Gaussian noise.",
                            List.of(), // authors, title, year, algorithm or equation
                            "Whatever a user must know: cost, known limits."),
                    false,
                    true),
            Parameters.class,
            __Name__::new);

    private final Parameters parameters;

    __Name__(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Parts train(Training training) {
        Network network = training.create(training.seed().derive("weights"));
        TrainingOptions options =
                TrainingOptions.adam(parameters.epochs(), parameters.batch(), parameters.rate());
        Augmentation noise = this::addNoise;
        training.fit(network, options, noise);
        return Parts.of(network); // all that was learned: assemble() makes the defended model of it
    }

    /** Changes what is about to be learned from; several threads do so at once, with different shards. */
    private void addNoise(Shard shard) {
        float[] x = Floats.values(shard.images());
        int length = x.length / shard.size();
        for (int sample = 0; sample < shard.size(); sample++) {
            Draws draws = shard.draws(sample, "noise");
            for (int i = sample * length; i < (sample + 1) * length; i++) {
                x[i] = (float) Math.max(0, Math.min(1, x[i] + parameters.deviation() * draws.gaussian()));
            }
        }
        Floats.put(x, shard.images());
    }
}
