package io.gauntlet.plugins.transformations.tone;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
import io.gauntlet.api.Param;
import io.gauntlet.api.transformation.TransformationFactory;
import io.gauntlet.plugins.transformations.stage.ClippedStage;
import io.gauntlet.plugins.transformations.stage.Range;

/**
 * The parameters of {@code gamma}.
 *
 * @param exponent of each value
 */
public record Gamma(
        @Param(
                value = "The power to which each value is raised: below 1 lightens dark parts, above 1 darkens them."
                        + Range.HOW,
                defaultValue = "0.7,1.4",
                min = 1,
                max = 2)
        List<Double> exponent) {
    /** Below one level of eight bits the curve is a straight line, as a root is infinitely steep at 0. */
    private static final double TOE = 1.0 / 255;

    /** Checks the range. @throws IllegalArgumentException when an exponent is not between 0.1 and 10 */
    public Gamma {
        range(exponent);
    }

    private static Range range(List<Double> exponent) {
        return Range.of("exponent", exponent, 0.1, 10);
    }

    static TransformationFactory<Gamma> factory() {
        Description description = new Description(
                "gamma",
                "1.0.0",
                "Raises each value to a power, as cameras and screens do.",
                List.of("C. Poynton: Digital Video and HD, 2nd edition 2012, chapter 27 (gamma)"),
                "Below 1/255 the curve goes on as a straight line to 0, so that its slope stays finite. The derivative is"
                        + " exact for given draws.");
        return new TransformationFactory<>(
                description, Gamma.class, parameters -> shape -> new Curve(range(parameters.exponent()), shape));
    }

    private static final class Curve extends ClippedStage {
        private final Range range;
        private double exponent;

        Curve(Range range, long[] shape) {
            super("gamma(" + range + ")", shape);
            this.range = range;
            this.exponent = range.low();
        }

        @Override
        public boolean randomised() {
            return range.random();
        }

        @Override
        protected void draw(Draws draws) {
            exponent = range.draw(draws);
        }

        @Override
        protected void change(float[] x, float[] y) {
            double toe = Math.pow(TOE, exponent - 1);
            for (int i = 0; i < x.length; i++) {
                y[i] = (float) (x[i] <= TOE ? x[i] * toe : Math.pow(x[i], exponent));
            }
        }

        @Override
        protected void back(float[] x, float[] d) {
            double toe = Math.pow(TOE, exponent - 1);
            for (int i = 0; i < x.length; i++) {
                d[i] *= (float) (x[i] <= TOE ? toe : exponent * Math.pow(x[i], exponent - 1));
            }
        }
    }
}
