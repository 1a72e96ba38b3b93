package io.gauntlet.plugins.transformations.tone;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
import io.gauntlet.api.Param;
import io.gauntlet.api.transformation.TransformationFactory;
import io.gauntlet.plugins.transformations.stage.ClippedStage;
import io.gauntlet.plugins.transformations.stage.Range;

/**
 * The parameters of {@code contrast}.
 *
 * @param factor what distances from the mean are multiplied by
 */
public record Contrast(
        @Param(
                value = "What the distance of each value from the picture's mean is multiplied by." + Range.HOW,
                defaultValue = "0.7,1.3",
                min = 1,
                max = 2)
        List<Double> factor) {
    /** Checks the range. @throws IllegalArgumentException when a factor is not between 0 and 100 */
    public Contrast {
        range(factor);
    }

    private static Range range(List<Double> factor) {
        return Range.of("factor", factor, 0, 100);
    }

    static TransformationFactory<Contrast> factory() {
        Description description = new Description(
                "contrast",
                "1.0.0",
                "Moves the values of each picture towards their mean, or away from it, and clips to [0,1].",
                List.of(
                        "D. Hendrycks and T. Dietterich: Benchmarking Neural Network Robustness to Common Corruptions and"
                                + " Perturbations, 2019, section 3 (contrast)"),
                "The mean is that of all values of the picture, all channels together. The derivative is exact for given"
                        + " draws, that of the mean included, and 0 where a value was clipped.");
        return new TransformationFactory<>(
                description, Contrast.class, parameters -> shape -> new Stretch(range(parameters.factor()), shape));
    }

    private static final class Stretch extends ClippedStage {
        private final Range range;
        private double factor;

        Stretch(Range range, long[] shape) {
            super("contrast(" + range + ")", shape);
            this.range = range;
            this.factor = range.low();
        }

        @Override
        public boolean randomised() {
            return range.random();
        }

        @Override
        protected void draw(Draws draws) {
            factor = range.draw(draws);
        }

        @Override
        protected void change(float[] x, float[] y) {
            blend(x, y);
        }

        /** The map is symmetric: a multiple of the identity plus a multiple of the mean. */
        @Override
        protected void back(float[] x, float[] d) {
            blend(d, d);
        }

        private void blend(float[] values, float[] into) {
            double sum = 0;
            for (float value : values) {
                sum += value;
            }
            double rest = (1 - factor) * sum / values.length;
            for (int i = 0; i < values.length; i++) {
                into[i] = (float) (factor * values[i] + rest);
            }
        }
    }
}
