package io.gauntlet.plugins.transformations;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Param;
import io.gauntlet.api.transformation.TransformationFactory;

/**
 * The parameters of {@code gaussian-noise}.
 *
 * @param sigma the standard deviation of the noise
 */
public record GaussianNoise(
        @Param(
                value = "Standard deviation of the noise added to each value; pixels are in [0,1]."
                        + " 0 leaves samples as they are.",
                defaultValue = "0.1",
                min = 0,
                max = 10)
        double sigma) {
    /** Checks the range. @throws IllegalArgumentException when the deviation is not between 0 and 10 */
    public GaussianNoise {
        if (!(sigma >= 0 && sigma <= 10)) {
            throw new IllegalArgumentException("sigma must be between 0 and 10, not " + sigma + ".");
        }
    }

    static TransformationFactory<GaussianNoise> factory() {
        Description description = new Description(
                "gaussian-noise",
                "1.0.0",
                "Adds independent Gaussian noise to each value and clips to [0,1].",
                List.of("J. Cohen, E. Rosenfeld and Z. Kolter: Certified Adversarial Robustness via Randomized"
                        + " Smoothing, 2019, section 3 (the noise, here without the vote)"),
                "The derivative is exact for given draws: 1 where nothing was clipped, 0 elsewhere; average over draws"
                        + " (EOT) to attack it.");
        return new TransformationFactory<>(
                description,
                GaussianNoise.class,
                parameters -> shape -> new GaussianNoiseStage(parameters.sigma(), shape));
    }
}
