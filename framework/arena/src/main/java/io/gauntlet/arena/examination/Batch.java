package io.gauntlet.arena.examination;

import java.util.List;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Output;
import io.gauntlet.arena.match.StopSignal;

/** Asks a model about any number of samples, a block at a time. */
final class Batch implements AutoCloseable {
    /** Receives the output for a sample. */
    @FunctionalInterface
    interface Sink {
        void take(int sample, Output output);
    }

    private final Model model;
    private final Seed seed;
    private final StopSignal stop;
    private final INDArray array;
    private final int length;

    Batch(Model model, Seed seed, StopSignal stop) {
        this.model = model;
        this.seed = seed;
        this.stop = stop;
        long[] shape = new long[model.shape().length + 1];
        System.arraycopy(model.shape(), 0, shape, 1, model.shape().length);
        shape[0] = model.block();
        array = Nd4j.create(DataType.FLOAT, shape);
        length = Math.toIntExact(array.length() / model.block());
    }

    /** Values of one sample. */
    int length() {
        return length;
    }

    /**
     * Evaluates.
     *
     * @param values one sample after the other
     * @param draw tells calls apart that are to meet other draws of a randomised model
     */
    void forward(float[] values, String purpose, int draw, Sink sink) {
        each(values, (from, x) -> {
            List<Output> outputs = model.forward(x, draws(purpose, draw, from));
            for (int i = 0; i < outputs.size(); i++) {
                sink.take(from + i, outputs.get(i));
            }
        });
    }

    /** Differentiates; the gradient of each sample is written where its values are in {@code values}. */
    void gradient(float[] values, String purpose, int draw, Model.OutputGradient wanted, float[] gradient) {
        each(values, (from, x) -> {
            INDArray found = model.gradient(
                    x, draws(purpose, draw, from), (i, output, by) -> wanted.apply(from + i, output, by));
            Floats.buffer(found).get(gradient, from * length, Math.toIntExact(found.length()));
        });
    }

    @FunctionalInterface
    private interface Work {
        void on(int from, INDArray x);
    }

    private void each(float[] values, Work work) {
        int n = values.length / length;
        int block = model.block();
        for (int from = 0; from < n; from += block) {
            stop.check();
            int size = Math.min(block, n - from);
            INDArray x = array.get(NDArrayIndex.interval(0, size));
            Floats.buffer(x).put(values, from * length, size * length);
            work.on(from, x);
        }
    }

    private RowDraws draws(String purpose, int draw, int from) {
        return row -> seed.derive(purpose, from + row, draw).draws();
    }

    @Override
    public void close() {
        array.close();
    }
}
