package io.gauntlet.plugins.transformations.tone;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
import io.gauntlet.api.Param;
import io.gauntlet.api.transformation.TransformationFactory;
import io.gauntlet.plugins.transformations.stage.ClippedStage;
import io.gauntlet.plugins.transformations.stage.Range;

/**
 * The parameters of {@code gaussian-noise}.
 *
 * @param sigma the standard deviation of the noise
 */
public record GaussianNoise(
        @Param(
                value = "Standard deviation of the noise added to each value; pixels are in [0,1]. 0 leaves samples as"
                        + " they are."
                        + Range.HOW,
                defaultValue = "0.1",
                min = 1,
                max = 2)
        List<Double> sigma) {
    /** Checks the range. @throws IllegalArgumentException when a deviation is not between 0 and 10 */
    public GaussianNoise {
        range(sigma);
    }

    private static Range range(List<Double> sigma) {
        return Range.of("sigma", sigma, 0, 10);
    }

    static TransformationFactory<GaussianNoise> factory() {
        Description description = new Description(
                "gaussian-noise",
                "2.0.0",
                "Adds independent Gaussian noise to each value and clips to [0,1].",
                List.of("J. Cohen, E. Rosenfeld and Z. Kolter: Certified Adversarial Robustness via Randomized"
                        + " Smoothing, 2019, section 3 (the noise, here without the vote)"),
                "The derivative is exact for given draws: 1 where nothing was clipped, 0 elsewhere; average over draws"
                        + " (EOT) to attack it.");
        return new TransformationFactory<>(
                description, GaussianNoise.class, parameters -> shape -> new Noisy(range(parameters.sigma()), shape));
    }

    private static final class Noisy extends ClippedStage {
        private final Range range;
        private final float[] noise;

        Noisy(Range range, long[] shape) {
            super("gaussian-noise(" + range + ")", shape);
            this.range = range;
            this.noise = new float[length()];
        }

        @Override
        public boolean randomised() {
            return !range.always(0);
        }

        @Override
        protected void draw(Draws draws) {
            float sigma = (float) range.draw(draws);
            draws.fillGaussian(noise, sigma);
        }

        @Override
        protected void change(float[] x, float[] y) {
            for (int i = 0; i < x.length; i++) {
                y[i] = x[i] + noise[i];
            }
        }

        @Override
        protected void back(float[] x, float[] d) {
            // The noise does not depend on the picture.
        }
    }
}
