package io.gauntlet.plugins.defenses.output;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
import io.gauntlet.api.Param;
import io.gauntlet.api.defense.Defense;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Parts;
import io.gauntlet.api.model.RowwiseStage;
import io.gauntlet.plugins.defenses.around.Around;
import io.gauntlet.plugins.defenses.around.SampleShape;

/** A canary: divides the logits by a small number, which stops attacks that climb a saturated softmax, and nothing else. */
final class Temperature implements Defense {
    private static final DefenseInfo INFO = new DefenseInfo(
            new Description(
                    "temperature",
                    "1",
                    "Divides the logits by a small temperature: looks robust, and is not.",
                    List.of("Carlini, Wagner: Defensive Distillation is Not Robust to Adversarial Examples, 2016 (why"
                            + " saturation stops gradients and no attack that looks at logits)"),
                    "A canary: answers do not change at all. An attack that climbs the cross-entropy finds no gradient;"
                            + " those on margins do. If it ranks above the model that it is put around, the tournament"
                            + " lacks an attack."),
            false,
            false,
            true);

    /**
     * How hot.
     *
     * @param temperature what logits are divided by
     */
    public record Parameters(
            @Param(value = "what the logits are divided by", defaultValue = "0.001", min = 1e-6, max = 1e6)
            double temperature) {}

    private final float factor;

    private Temperature(Parameters parameters) {
        factor = (float) (1 / parameters.temperature());
    }

    static DefenseFactory<Parameters> factory() {
        return new DefenseFactory<>(INFO, Parameters.class, Temperature::new);
    }

    @Override
    public Parts train(Training training) {
        return SampleShape.parts(new long[] {training.baseModel().classes()});
    }

    @Override
    public DefendedModel assemble(Parts parts, DefendedModel base) {
        return Around.after(base, new Scaled(factor, SampleShape.of(parts)));
    }

    private static final class Scaled extends RowwiseStage {
        private final float factor;

        Scaled(float factor, long[] shape) {
            super("temperature(" + 1 / factor + ")", shape);
            this.factor = factor;
        }

        @Override
        public boolean randomised() {
            return false;
        }

        @Override
        protected void forwardRow(float[] x, float[] y, Draws draws) {
            for (int i = 0; i < x.length; i++) {
                y[i] = factor * x[i];
            }
        }

        @Override
        protected void vjpRow(float[] x, float[] d, Draws draws) {
            for (int i = 0; i < d.length; i++) {
                d[i] *= factor;
            }
        }
    }
}
