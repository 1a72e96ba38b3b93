package io.gauntlet.plugins.transformations.tone;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
import io.gauntlet.api.Param;
import io.gauntlet.api.transformation.TransformationFactory;
import io.gauntlet.plugins.transformations.stage.ClippedStage;
import io.gauntlet.plugins.transformations.stage.Range;

/**
 * The parameters of {@code brightness}.
 *
 * @param shift what is added to each value
 */
public record Brightness(
        @Param(
                value = "What is added to every value of a picture; pixels are in [0,1]." + Range.HOW,
                defaultValue = "-0.2,0.2",
                min = 1,
                max = 2)
        List<Double> shift) {
    /** Checks the range. @throws IllegalArgumentException when a shift is not between -1 and 1 */
    public Brightness {
        range(shift);
    }

    private static Range range(List<Double> shift) {
        return Range.of("shift", shift, -1, 1);
    }

    static TransformationFactory<Brightness> factory() {
        Description description = new Description(
                "brightness",
                "1.0.0",
                "Makes each picture lighter or darker and clips to [0,1].",
                List.of(
                        "D. Hendrycks and T. Dietterich: Benchmarking Neural Network Robustness to Common Corruptions and"
                                + " Perturbations, 2019, section 3 (brightness)"),
                "The derivative is exact for given draws: 1 where nothing was clipped, 0 elsewhere.");
        return new TransformationFactory<>(
                description, Brightness.class, parameters -> shape -> new Lighter(range(parameters.shift()), shape));
    }

    private static final class Lighter extends ClippedStage {
        private final Range range;
        private float shift;

        Lighter(Range range, long[] shape) {
            super("brightness(" + range + ")", shape);
            this.range = range;
            this.shift = (float) range.low();
        }

        @Override
        public boolean randomised() {
            return range.random();
        }

        @Override
        protected void draw(Draws draws) {
            shift = (float) range.draw(draws);
        }

        @Override
        protected void change(float[] x, float[] y) {
            for (int i = 0; i < x.length; i++) {
                y[i] = x[i] + shift;
            }
        }

        @Override
        protected void back(float[] x, float[] d) {
            // Each value is shifted alone.
        }
    }
}
