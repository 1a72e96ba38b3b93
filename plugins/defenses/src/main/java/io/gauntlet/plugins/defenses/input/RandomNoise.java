package io.gauntlet.plugins.defenses.input;

import java.util.List;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Param;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.RowwiseStage;

/**
 * The parameters of {@code random-noise}.
 *
 * @param sigma standard deviation
 */
public record RandomNoise(
        @Param(
                value = "the standard deviation of the noise, pixels in [0,1]",
                defaultValue = "0.25",
                min = 1e-6,
                max = 10)
        double sigma) {
    static DefenseFactory<RandomNoise> factory() {
        return InputDefense.factory(
                "random-noise",
                "Adds fresh Gaussian noise to each sample before the model sees it.",
                List.of("Liu, Cheng, Zhang, Hsieh: Towards Robust Neural Networks via Random Self-ensemble, ECCV 2018,"
                        + " section 3 (the noise at the input)"),
                "Values may leave [0,1]. The derivative is exact for a draw: average over draws (EOT) to attack it.",
                true,
                true,
                RandomNoise.class,
                parameters -> shape -> stage(parameters.sigma(), shape));
    }

    private static RowwiseStage stage(double sigma, long[] shape) {
        return new RowwiseStage("random-noise(" + sigma + ")", shape) {
            private final float[] noise = new float[length()];

            @Override
            public boolean randomised() {
                return true;
            }

            @Override
            public Derivative declared() {
                return Derivative.AVERAGED;
            }

            @Override
            protected void forwardRow(float[] x, float[] y, Draws draws) {
                draws.fillGaussian(noise, (float) sigma);
                for (int i = 0; i < x.length; i++) {
                    y[i] = x[i] + noise[i];
                }
            }

            @Override
            protected void vjpRow(float[] x, float[] d, Draws draws) {
                // The noise is added: d stays as it is.
            }
        };
    }
}
