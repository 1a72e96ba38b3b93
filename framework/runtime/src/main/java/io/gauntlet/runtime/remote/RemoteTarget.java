package io.gauntlet.runtime.remote;

import java.util.Arrays;
import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.RowDraws;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Output;
import io.gauntlet.arena.referee.Referee;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.runtime.work.LoadedDataSet;
import io.gauntlet.runtime.work.NamedModel;

/**
 * A stored model with its defense and those that it is put around, asked with plain arrays: candidates lie one after the
 * other in c-order, channels last. One instance serves one thread. It neither meters nor checks: callers do.
 */
public final class RemoteTarget implements AutoCloseable {
    private final NamedModel named;
    private final LoadedDataSet data;
    private final Model model;

    RemoteTarget(NamedModel named, LoadedDataSet data) {
        this.named = named;
        this.data = data;
        model = named.copy(data.splits().test(), data.id());
    }

    /**
     * What anybody may know of it.
     *
     * @param model its SHA-256
     * @param format what it was made by
     * @param dataSet the id of the data set that it was trained on
     * @param samples how many samples the test split has
     * @param shape of one sample
     * @param classes how many
     * @param randomised whether answers depend on draws
     */
    public record Facts(
            String model,
            String format,
            String dataSet,
            int samples,
            List<Long> shape,
            int classes,
            boolean randomised) {}

    /**
     * Answers to candidates.
     *
     * @param labels the predicted classes
     * @param rejected whether the detector rejects
     * @param logits one row of as many as there are classes for each candidate
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Answers(int[] labels, boolean[] rejected, float[] logits) {}

    /**
     * Gradients, and the answers and losses of the same pass.
     *
     * @param values the gradient of each candidate's own loss, never divided by their number
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Slopes(Answers answers, float[] losses, float[] values) {}

    /** What anybody may know of it. */
    public Facts facts() {
        return new Facts(
                named.name(),
                named.format(),
                data.id(),
                samples().size(),
                Arrays.stream(model.shape()).boxed().toList(),
                model.classes(),
                model.randomised());
    }

    /** The test split of the data set that it was trained on: what matches are played on. */
    public Examples samples() {
        return data.splits().test();
    }

    /**
     * Answers.
     *
     * @param draws of a randomised model for each candidate
     */
    public Answers answers(float[] candidates, RowDraws draws) {
        try (INDArray x = array(candidates)) {
            Answers answers = answers(x);
            List<Output> outputs = model.forward(x, draws);
            for (int i = 0; i < outputs.size(); i++) {
                note(answers, i, outputs.get(i));
            }
            return answers;
        }
    }

    /**
     * Differentiates a loss.
     *
     * @param labels of the candidates, from which the loss leads away
     * @param draws of a randomised model for each candidate
     * @throws io.gauntlet.api.model.NonFiniteException when a value is NaN or infinite
     */
    public Slopes slopes(float[] candidates, int[] labels, Loss loss, RowDraws draws) {
        try (INDArray x = array(candidates)) {
            Answers answers = answers(x);
            float[] losses = new float[labels.length];
            INDArray values = model.gradient(x, draws, (i, output, gradient) -> {
                note(answers, i, output);
                losses[i] = loss.apply(output, labels[i], -1, gradient);
            });
            return new Slopes(answers, losses, Memory.values(values));
        }
    }

    private Answers answers(INDArray x) {
        int n = (int) x.size(0);
        return new Answers(new int[n], new boolean[n], new float[n * model.classes()]);
    }

    private void note(Answers answers, int i, Output output) {
        answers.labels()[i] = Referee.argmax(output.logits());
        answers.rejected()[i] = output.score() > model.threshold();
        System.arraycopy(output.logits(), 0, answers.logits(), i * model.classes(), model.classes());
    }

    private INDArray array(float[] candidates) {
        long[] shape = model.shape();
        long[] full = new long[shape.length + 1];
        full[0] = candidates.length / samples().length();
        System.arraycopy(shape, 0, full, 1, shape.length);
        return Memory.array(candidates, full);
    }

    @Override
    public void close() {
        model.close();
    }
}
