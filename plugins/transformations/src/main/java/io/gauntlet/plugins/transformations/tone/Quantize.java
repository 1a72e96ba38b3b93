package io.gauntlet.plugins.transformations.tone;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Param;
import io.gauntlet.api.model.StraightThroughStage;
import io.gauntlet.api.transformation.TransformationFactory;

/**
 * The parameters of {@code quantize}.
 *
 * @param bits of each value
 */
public record Quantize(
        @Param(
                value = "Bits of each value: 8 is what files of pictures hold, 1 is black and white.",
                defaultValue = "8",
                min = 1,
                max = 16)
        int bits) {
    /** Checks the range. @throws IllegalArgumentException when there are not 1 to 16 bits */
    public Quantize {
        if (bits < 1 || bits > 16) {
            throw new IllegalArgumentException("bits must be between 1 and 16, not " + bits + ".");
        }
    }

    static TransformationFactory<Quantize> factory() {
        Description description = new Description(
                "quantize",
                "1.0.0",
                "Rounds each value to the nearest of 2^bits levels from 0 to 1.",
                List.of("W. Xu, D. Evans and Y. Qi: Feature Squeezing: Detecting Adversarial Examples in Deep Neural"
                        + " Networks, 2018, section 3.1"),
                "It never draws. Rounding has no useful derivative: straight-through, as if nothing were rounded.");
        return new TransformationFactory<>(
                description, Quantize.class, parameters -> shape -> new Rounding(parameters.bits(), shape));
    }

    private static final class Rounding extends StraightThroughStage {
        private final float steps;

        Rounding(int bits, long[] shape) {
            super("quantize(" + bits + ")", shape);
            this.steps = (1 << bits) - 1;
        }

        @Override
        protected void forwardRow(float[] x, float[] y) {
            for (int i = 0; i < x.length; i++) {
                y[i] = Math.round(x[i] * steps) / steps;
            }
        }
    }
}
