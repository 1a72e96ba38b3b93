package io.gauntlet.arena.match;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Output;
import io.gauntlet.api.model.Stage;

/**
 * Says class 1 exactly when the first value, plus noise if there is any, exceeds 0.5. The detector's score is the
 * second value. Remembers what it was asked and which noise it met.
 */
public class StepModel implements Model {
    private final int block;
    private final double noise;
    private final float threshold;

    /** Overwritten by the next call, as those of real models are. */
    private @Nullable INDArray last;

    /** First values of the candidates of each call. */
    public final List<float[]> asked = new ArrayList<>();

    /** Noise met by the candidates of each call. */
    public final List<float[]> drawn = new ArrayList<>();

    /** Without randomness and without a detector. */
    public StepModel(int block) {
        this(block, 0, Float.POSITIVE_INFINITY);
    }

    /** With normal noise of a deviation, and a detector. */
    public StepModel(int block, double noise, float threshold) {
        this.block = block;
        this.noise = noise;
        this.threshold = threshold;
    }

    @Override
    public long[] shape() {
        return new long[] {2};
    }

    @Override
    public int classes() {
        return 2;
    }

    @Override
    public int block() {
        return block;
    }

    @Override
    public boolean randomised() {
        return noise > 0;
    }

    @Override
    public List<Stage> stages() {
        return List.of();
    }

    @Override
    public float threshold() {
        return threshold;
    }

    @Override
    public List<Output> forward(INDArray x, RowDraws draws) {
        if (last != null) {
            last.assign(Float.NaN);
        }
        int n = (int) x.size(0);
        float[] values = new float[2 * n];
        Floats.get(x, values);
        float[] first = new float[n];
        float[] noises = new float[n];
        List<Output> outputs = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            first[i] = values[2 * i];
            noises[i] = noise > 0 ? (float) (noise * draws.of(i).gaussian()) : 0;
            Output output = new Output(2);
            output.logits()[1] = first[i] + noises[i] - 0.5f;
            output.score(values[2 * i + 1]);
            outputs.add(output);
        }
        asked.add(first);
        drawn.add(noises);
        return outputs;
    }

    @Override
    public INDArray gradient(INDArray x, RowDraws draws, OutputGradient wanted) {
        List<Output> outputs = forward(x, draws);
        float[] gradient = new float[2 * outputs.size()];
        for (int i = 0; i < outputs.size(); i++) {
            Output by = new Output(2);
            wanted.apply(i, outputs.get(i), by);
            gradient[2 * i] = by.logits()[1];
            gradient[2 * i + 1] = by.score();
        }
        last = array(gradient, outputs.size(), 2);
        return last;
    }

    @Override
    public Jacobian jacobian(INDArray x, RowDraws draws, int[][] classes) {
        List<Output> outputs = forward(x, draws);
        int n = outputs.size();
        int each = classes[0].length;
        float[] rows = new float[2 * n * each];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < each; k++) {
                rows[2 * (i * each + k)] = classes[i][k] == 1 ? 1 : 0;
            }
        }
        last = array(rows, n, each, 2);
        return new Jacobian(outputs, last);
    }

    /** A float array of values. */
    public static INDArray array(float[] values, long... shape) {
        return Floats.array(values, shape);
    }

    @Override
    public Model withBackward(int stage, Stage surrogate) {
        throw new IllegalArgumentException("This model has no stages.");
    }

    @Override
    public void close() {}
}
