package io.gauntlet.plugins.defenses.input;

import java.util.List;

import io.gauntlet.api.Param;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.model.StraightThroughStage;

/**
 * The parameters of {@code bit-depth}.
 *
 * @param bits of a value
 */
public record BitDepth(
        @Param(value = "bits that are left of each value", defaultValue = "1", min = 1, max = 16)
        int bits) {
    static DefenseFactory<BitDepth> factory() {
        return InputDefense.factory(
                "bit-depth",
                "Rounds each value to few bits before the model sees it.",
                List.of(
                        "Xu, Evans, Qi: Feature Squeezing, NDSS 2018, section III.A",
                        "Guo, Rana, Cisse, van der Maaten: Countering Adversarial Images using Input Transformations,"
                                + " ICLR 2018, section 3"),
                "The derivative is straight-through: the rounding's own is zero almost everywhere, which hides the way and"
                        + " stops nobody who knows. What 1 bit withstands on black-and-white pictures is no masking: a"
                        + " value crosses the middle only from within epsilon of it, and of MNIST's 784 pixels these are"
                        + " 16 at epsilon 0.1, 31 at 0.2 and 48 at 0.3 (means over the test split). Greyer pictures and more"
                        + " bits have no such luck.",
                false,
                false,
                BitDepth.class,
                parameters -> shape -> stage(parameters.bits(), shape));
    }

    /** The stage. */
    public static StraightThroughStage stage(int bits, long[] shape) {
        int levels = (1 << bits) - 1;
        return new StraightThroughStage("bit-depth(" + bits + ")", shape) {
            @Override
            protected void forwardRow(float[] x, float[] y) {
                for (int i = 0; i < x.length; i++) {
                    y[i] = (float) Math.rint((double) x[i] * levels) / levels;
                }
            }
        };
    }
}
