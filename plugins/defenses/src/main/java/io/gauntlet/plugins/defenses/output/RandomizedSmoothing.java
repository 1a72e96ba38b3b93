package io.gauntlet.plugins.defenses.output;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Param;
import io.gauntlet.api.defense.Defense;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Parts;
import io.gauntlet.plugins.defenses.around.Around;
import io.gauntlet.plugins.defenses.around.SampleShape;
import io.gauntlet.plugins.defenses.around.StageSequence;

/** The majority of a model's answers under Gaussian noise, or none where the majority may be chance. */
final class RandomizedSmoothing implements Defense {
    private static final DefenseInfo INFO = new DefenseInfo(
            new Description(
                    "randomized-smoothing",
                    "1",
                    "Answers with the class that the model names most often under Gaussian noise, and abstains where that"
                            + " may be chance.",
                    List.of(
                            "Cohen, Rosenfeld, Kolter: Certified Adversarial Robustness via Randomized Smoothing, ICML 2019,"
                                    + " section 3.2 (PREDICT, CERTIFY) and theorem 1 (the radius)",
                            "Clopper, Pearson: The Use of Confidence or Fiducial Limits, 1934 (the bound)",
                            "Salman et al.: Provably Robust Deep Learning via Adversarially Trained Smoothed Classifiers,"
                                    + " NeurIPS 2019, section 3.1 (the derivative)"),
                    "Put it around a network that was trained under the same noise, such as [gaussian-augmentation,"
                            + " randomized-smoothing]: one that was not answers noise at random. Each answer costs votes"
                            + " forward passes, and the referee asks 100 times. Outputs are logarithms of vote shares; the"
                            + " derivative is that of the mean probability under the same noise. An abstention counts as"
                            + " rejected: when clean it is an error."),
            true,
            false);

    /**
     * The noise and the vote.
     *
     * @param sigma of the noise
     * @param votes for each answer
     * @param alpha chance of a wrong answer
     * @param certifyVotes for the radius
     */
    public record Parameters(
            @Param(
                    value = "the standard deviation of the noise, pixels in [0,1]",
                    defaultValue = "0.25",
                    min = 1e-6,
                    max = 10)
            double sigma,

            @Param(value = "how many noisy copies vote on an answer", defaultValue = "100", min = 2, max = 100_000)
            int votes,

            @Param(
                    value =
                            "the chance, at most, that an answer is not the smoothed model's, and that a certificate is wrong",
                    defaultValue = "0.001",
                    min = 1e-12,
                    max = 0.5)
            double alpha,

            @Param(
                    value = "how many noisy copies a certified radius is estimated from",
                    defaultValue = "1000",
                    min = 2,
                    max = 10_000_000)
            int certifyVotes) {}

    private final Parameters parameters;

    private RandomizedSmoothing(Parameters parameters) {
        this.parameters = parameters;
    }

    static DefenseFactory<Parameters> factory() {
        return new DefenseFactory<>(INFO, Parameters.class, RandomizedSmoothing::new);
    }

    @Override
    public Parts train(Training training) {
        if (training.baseModel().threshold() != Float.POSITIVE_INFINITY) {
            throw new IllegalStateException(
                    "randomized-smoothing cannot be put around a model that rejects samples: put"
                            + " the detector around it instead.");
        }
        return SampleShape.parts(training.baseModel().shape());
    }

    @Override
    public DefendedModel assemble(Parts parts, DefendedModel base) {
        SmoothingStage stage =
                new SmoothingStage(new StageSequence(base.stages()), base.stages(), SampleShape.of(parts), parameters);
        return Around.with(DefendedModel.of(stage), new Abstention(parameters.votes(), parameters.alpha()));
    }
}
