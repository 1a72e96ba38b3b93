package io.gauntlet.plugins.defenses.input;

import java.util.List;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Param;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.RowwiseStage;

/**
 * The parameters of {@code input-dropout}.
 *
 * @param rate of values that are dropped
 */
public record InputDropout(
        @Param(value = "the share of values that is dropped", defaultValue = "0.2", min = 0.001, max = 0.9)
        double rate) {
    static DefenseFactory<InputDropout> factory() {
        return InputDefense.factory(
                "input-dropout",
                "Drops values of each sample at random, also when it answers: dropout at test time.",
                List.of(
                        "Dhillon et al.: Stochastic Activation Pruning for Robust Adversarial Defense, ICLR 2018 (the like,"
                                + " within the network)",
                        "Athalye, Carlini, Wagner: Obfuscated Gradients Give a False Sense of Security, ICML 2018"
                                + " (breaks it by averaging over draws)"),
                "What is left is scaled up. The derivative is exact for a draw: average over draws (EOT) to attack it.",
                true,
                true,
                InputDropout.class,
                parameters -> shape -> new Dropout((float) parameters.rate(), shape));
    }

    private static final class Dropout extends RowwiseStage {
        private final float rate;
        private final float[] drawn = new float[length()];

        Dropout(float rate, long[] shape) {
            super("input-dropout(" + rate + ")", shape);
            this.rate = rate;
        }

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
            draws.fillUniform(drawn, 0, 1);
            for (int i = 0; i < x.length; i++) {
                y[i] = drawn[i] < rate ? 0 : x[i] / (1 - rate);
            }
        }

        @Override
        protected void vjpRow(float[] x, float[] d, Draws draws) {
            draws.fillUniform(drawn, 0, 1);
            for (int i = 0; i < d.length; i++) {
                d[i] = drawn[i] < rate ? 0 : d[i] / (1 - rate);
            }
        }
    }
}
