package io.gauntlet.plugins.defenses.output;

import java.util.Arrays;
import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
import io.gauntlet.api.NoParameters;
import io.gauntlet.api.defense.Defense;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Parts;
import io.gauntlet.api.model.RowwiseStage;
import io.gauntlet.plugins.defenses.around.Around;
import io.gauntlet.plugins.defenses.around.SampleShape;
import io.gauntlet.plugins.defenses.around.Softmax;

/** A canary: hands out probabilities where logits are expected. */
final class Probabilities implements Defense {
    private static final DefenseInfo INFO = new DefenseInfo(
            new Description(
                    "probabilities",
                    "1",
                    "Hands out probabilities where logits are expected.",
                    List.of("Carlini, Wagner: Towards Evaluating the Robustness of Neural Networks, S&P 2017 (why"
                            + " attacks must look at logits)"),
                    "A canary: answers do not change. The softmax is nearly flat where the network is sure, and a second one in"
                            + " the attack's loss flattens what is left."),
            false,
            false,
            true);

    private Probabilities() {}

    static DefenseFactory<NoParameters> factory() {
        return new DefenseFactory<>(INFO, NoParameters.class, parameters -> new Probabilities());
    }

    @Override
    public Parts train(Training training) {
        return SampleShape.parts(new long[] {training.baseModel().classes()});
    }

    @Override
    public DefendedModel assemble(Parts parts, DefendedModel base) {
        return Around.after(base, new SoftmaxStage(SampleShape.of(parts)));
    }

    private static final class SoftmaxStage extends RowwiseStage {
        private final double[] probabilities = new double[length()];
        private final double[] above = new double[length()];

        SoftmaxStage(long[] shape) {
            super("softmax", shape);
        }

        @Override
        public boolean randomised() {
            return false;
        }

        @Override
        protected void forwardRow(float[] x, float[] y, Draws draws) {
            Softmax.probabilities(x, 0, probabilities);
            for (int c = 0; c < y.length; c++) {
                y[c] = (float) probabilities[c];
            }
        }

        @Override
        protected void vjpRow(float[] x, float[] d, Draws draws) {
            Softmax.probabilities(x, 0, probabilities);
            for (int c = 0; c < d.length; c++) {
                above[c] = d[c];
            }
            Arrays.fill(d, 0);
            Softmax.back(probabilities, above, d, 0);
        }
    }
}
