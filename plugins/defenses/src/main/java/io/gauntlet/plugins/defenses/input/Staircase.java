package io.gauntlet.plugins.defenses.input;

import java.util.List;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Param;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.RowwiseStage;

/**
 * The parameters of {@code staircase}.
 *
 * @param levels of each value
 */
public record Staircase(
        @Param(value = "levels that are left of each value", defaultValue = "16", min = 2, max = 65_536)
        int levels) {
    static DefenseFactory<Staircase> factory() {
        return InputDefense.factory(
                "staircase",
                "Rounds each value to one of some levels and hands out the rounding's own derivative: zero.",
                List.of(
                        "Athalye, Carlini, Wagner: Obfuscated Gradients Give a False Sense of Security, ICML 2018, section"
                                + " 4.1 (shattered gradients, and BPDA, which breaks them)"),
                "A canary: no attack that follows its gradient moves at all, and every attack that replaces the derivative by"
                        + " the identity, or asks without gradients, breaks it.",
                false,
                true,
                Staircase.class,
                parameters -> shape -> new Rounded(parameters.levels() - 1, shape));
    }

    private static final class Rounded extends RowwiseStage {
        private final int steps;

        Rounded(int steps, long[] shape) {
            super("staircase(" + (steps + 1) + ")", shape);
            this.steps = steps;
        }

        @Override
        public boolean randomised() {
            return false;
        }

        /** It stands in for a derivative that does not exist where it is not zero. */
        @Override
        public Derivative declared() {
            return Derivative.STRAIGHT_THROUGH;
        }

        @Override
        protected void forwardRow(float[] x, float[] y, Draws draws) {
            for (int i = 0; i < x.length; i++) {
                y[i] = (float) Math.rint((double) x[i] * steps) / steps;
            }
        }

        @Override
        protected void vjpRow(float[] x, float[] d, Draws draws) {
            java.util.Arrays.fill(d, 0);
        }
    }
}
