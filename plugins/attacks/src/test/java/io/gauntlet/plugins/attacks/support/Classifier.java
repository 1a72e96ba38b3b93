package io.gauntlet.plugins.attacks.support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Output;
import io.gauntlet.api.model.Stage;

/** A model that a test writes as a function from a sample's values to its class. It has no gradients. */
public final class Classifier implements Model {
    private final ToIntFunction<float[]> label;
    private final int classes;
    private final int length;

    /** @param length the number of values of a sample */
    public Classifier(int length, int classes, ToIntFunction<float[]> label) {
        this.label = label;
        this.classes = classes;
        this.length = length;
    }

    @Override
    public long[] shape() {
        return new long[] {length};
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public int block() {
        return 4;
    }

    @Override
    public boolean randomised() {
        return false;
    }

    @Override
    public List<Stage> stages() {
        return List.of();
    }

    @Override
    public float threshold() {
        return Float.POSITIVE_INFINITY;
    }

    @Override
    public List<Output> forward(INDArray x, RowDraws draws) {
        float[] values = Floats.values(x);
        List<Output> outputs = new ArrayList<>();
        for (int at = 0; at < values.length; at += length) {
            Output output = new Output(classes);
            output.logits()[label.applyAsInt(Arrays.copyOfRange(values, at, at + length))] = 1;
            outputs.add(output);
        }
        return outputs;
    }

    @Override
    public INDArray gradient(INDArray x, RowDraws draws, OutputGradient wanted) {
        throw new UnsupportedOperationException("A function from values to classes has no gradient.");
    }

    @Override
    public Jacobian jacobian(INDArray x, RowDraws draws, int[][] wanted) {
        throw new UnsupportedOperationException("A function from values to classes has no gradient.");
    }

    @Override
    public Model withBackward(int stage, Stage surrogate) {
        throw new UnsupportedOperationException("A function from values to classes has no stages.");
    }

    @Override
    public void close() {}
}
