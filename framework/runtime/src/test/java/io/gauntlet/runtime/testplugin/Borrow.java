package io.gauntlet.runtime.testplugin;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.Fit;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingHooks;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Network;

/** One step against a network of its own; it asks the target for one label while it fits, and nothing in the match. */
final class Borrow implements Attack {
    private static final TrainingOptions OPTIONS = TrainingOptions.adam(30, 10, 0.01);
    private final boolean shared;

    Borrow(boolean shared) {
        this.shared = shared;
    }

    private record Borrowed(Model model) implements Fitted {}

    @Override
    public Fitted fit(Fit fit) {
        try (INDArray one = org.nd4j.linalg.factory.Nd4j.zeros(1, 4, 4, 1)) {
            fit.target().labels(one, new int[] {0});
        }
        if (shared) {
            return new Borrowed(fit.surrogate("mlp", OPTIONS, 0));
        }
        Training training = fit.training("mlp", fit.examples());
        Network network = training.create(training.seed());
        training.fit(network, OPTIONS, TrainingHooks.NONE);
        return new Borrowed(fit.model(network));
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        Model model = ((Borrowed) fitted).model();
        return new Search() {
            @Override
            public void admit(int[] admitted) {}

            @Override
            public void step() {
                INDArray x = rows.original().dup('c');
                float[] gradient = new float[(int) x.length()];
                float[] values = new float[gradient.length];
                Floats.get(x, values);
                Floats.get(
                        model.gradient(
                                x,
                                RowDraws.none(),
                                (i, output, wanted) ->
                                        Losses.crossEntropy().apply(output, rows.label()[i], -1, wanted)),
                        gradient);
                for (int i = 0; i < values.length; i++) {
                    float epsilon = rows.epsilon()[0];
                    values[i] = Math.min(1, Math.max(0, values[i] + epsilon * Math.signum(gradient[i])));
                }
                Floats.put(values, x);
                for (int row = 0; row < rows.live(); row++) {
                    rows.submit(row, x.slice(row));
                }
            }
        };
    }
}
