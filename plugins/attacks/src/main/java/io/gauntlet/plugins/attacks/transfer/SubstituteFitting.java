package io.gauntlet.plugins.attacks.transfer;

import java.util.Arrays;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Fit;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingHooks;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Network;

/**
 * Trains a network to answer as the target does (Papernot et al. 2017, algorithm 1): in each round it learns from what
 * the target said, then asks about new samples, made of the old ones by a step toward where its own answer changes.
 */
final class SubstituteFitting implements AutoCloseable {
    private static final int BATCH = 128;

    private final Fit fit;
    private final Substitute.Parameters parameters;
    private final int length;
    private final float[] values;
    private final float[] gradients;
    private final INDArray array;

    SubstituteFitting(Fit fit, Substitute.Parameters parameters) {
        this.fit = fit;
        this.parameters = parameters;
        Examples examples = fit.examples();
        length = examples.length();
        values = new float[BATCH * length];
        gradients = new float[BATCH * length];
        long[] shape = new long[examples.shape().length + 1];
        shape[0] = BATCH;
        System.arraycopy(examples.shape(), 0, shape, 1, shape.length - 1);
        array = Nd4j.create(DataType.FLOAT, shape);
    }

    /** The network, after the last round. */
    Model run() {
        TrainingOptions options = TrainingOptions.adam(parameters.epochs(), BATCH, parameters.learningRate());
        LabelledSamples known = first();
        Training training = fit.training(parameters.architecture(), known);
        Network network = training.create(training.seed().derive("weights"));
        training.fit(network, options, TrainingHooks.NONE);
        Model model = fit.model(network);
        for (int round = 1; round < parameters.rounds() && known.size() < parameters.queries(); round++) {
            known = more(model, known, round);
            fit.training(parameters.architecture(), known).fit(network, options, TrainingHooks.NONE);
        }
        return model;
    }

    /** Samples drawn from the attacker's split. */
    private LabelledSamples first() {
        Examples examples = fit.examples();
        int n = Math.min(Math.min(parameters.initial(), parameters.queries()), examples.size());
        int[] chosen = Arrays.copyOf(fit.seed().derive("initial").draws().permutation(examples.size()), n);
        float[] all = new float[Math.multiplyExact(n, length)];
        for (int i = 0; i < n; i++) {
            examples.read(chosen[i], all, i * length);
        }
        return new LabelledSamples(examples.shape(), examples.classes()).with(all, ask(all, chosen), chosen);
    }

    /** As many new samples as there are, or as may still be asked about: equation 5. */
    private LabelledSamples more(Model model, LabelledSamples known, int round) {
        int n = Math.min(known.size(), parameters.queries() - known.size());
        int[] chosen =
                Arrays.copyOf(fit.seed().derive("augmented", round).draws().permutation(known.size()), n);
        int turned = (round - 1) / parameters.period();
        float step = (float) (turned % 2 == 0 ? parameters.step() : -parameters.step());
        float[] all = new float[Math.multiplyExact(n, length)];
        int[] origin = new int[n];
        for (int from = 0; from < n; from += BATCH) {
            int to = Math.min(n, from + BATCH);
            for (int i = from; i < to; i++) {
                known.read(chosen[i], all, i * length);
                origin[i] = known.origin(chosen[i]);
            }
            ascend(model, known, chosen, all, from, to, step);
        }
        return known.with(all, ask(all, origin), origin);
    }

    /** Along the sign of the derivative of the answer's own probability; its logarithm has the same sign. */
    private void ascend(Model model, LabelledSamples known, int[] chosen, float[] all, int from, int to, float step) {
        INDArray x = show(all, from, to);
        INDArray gradient = model.gradient(
                x,
                RowDraws.none(),
                (i, output, wanted) -> Losses.crossEntropy().apply(output, known.label(chosen[from + i]), -1, wanted));
        Floats.get(gradient, gradients);
        for (int i = 0; i < (to - from) * length; i++) {
            // Cross-entropy is minus that logarithm.
            float moved = all[from * length + i] - step * Math.signum(gradients[i]);
            all[from * length + i] = Math.min(1f, Math.max(0f, moved));
        }
    }

    /** The classes that the target answers. */
    private int[] ask(float[] all, int[] origin) {
        int n = origin.length;
        int[] labels = new int[n];
        for (int from = 0; from < n; from += BATCH) {
            int to = Math.min(n, from + BATCH);
            Answer answer = fit.target().labels(show(all, from, to), Arrays.copyOfRange(origin, from, to));
            for (int i = from; i < to; i++) {
                labels[i] = answer.label(i - from);
            }
        }
        return labels;
    }

    private INDArray show(float[] all, int from, int to) {
        int count = (to - from) * length;
        System.arraycopy(all, from * length, values, 0, count);
        INDArray x = array.get(NDArrayIndex.interval(0, to - from));
        Floats.buffer(x).put(values, 0, count);
        return x;
    }

    @Override
    public void close() {
        array.close();
    }
}
