package io.gauntlet.plugins.defenses.input;

import java.util.List;

import io.gauntlet.api.Draws;
import io.gauntlet.api.NoParameters;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.RowwiseStage;

/** A canary whose derivative has the wrong sign. */
final class WrongWay {
    private WrongWay() {}

    static DefenseFactory<NoParameters> factory() {
        return InputDefense.factory(
                "wrong-way",
                "Changes nothing, and declares a derivative of the wrong sign.",
                List.of(
                        "Carlini et al.: On Evaluating Adversarial Robustness, 2019, section 4.11 (attacks that random search"
                                + " beats)"),
                "A canary: who believes the declared derivative climbs down. Black-box attacks, finite differences and any"
                        + " other derivative break it.",
                false,
                true,
                NoParameters.class,
                parameters -> Turned::new);
    }

    private static final class Turned extends RowwiseStage {
        Turned(long[] shape) {
            super("wrong-way", shape);
        }

        @Override
        public boolean randomised() {
            return false;
        }

        @Override
        public Derivative declared() {
            return Derivative.STRAIGHT_THROUGH;
        }

        @Override
        protected void forwardRow(float[] x, float[] y, Draws draws) {
            System.arraycopy(x, 0, y, 0, x.length);
        }

        @Override
        protected void vjpRow(float[] x, float[] d, Draws draws) {
            for (int i = 0; i < d.length; i++) {
                d[i] = -d[i];
            }
        }
    }
}
