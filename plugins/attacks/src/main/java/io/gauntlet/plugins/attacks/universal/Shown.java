package io.gauntlet.plugins.attacks.universal;

import java.util.Arrays;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Fit;
import io.gauntlet.api.attack.Gradient;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.data.Examples;

/** Samples of the attacker's split with a perturbation put on them, shown to the target in batches. */
final class Shown implements AutoCloseable {
    private final Fit fit;
    private final Perturbation kind;
    private final Examples examples;
    private final int length;
    private final float[] values;
    private final float[] gradients;
    private final INDArray array;
    private int[] owner = {};

    /** @param kind puts values on samples */
    Shown(Fit fit, int batch, Perturbation kind) {
        this.fit = fit;
        this.kind = kind;
        examples = fit.examples();
        length = examples.length();
        values = new float[batch * length];
        gradients = new float[batch * length];
        long[] shape = new long[examples.shape().length + 1];
        shape[0] = batch;
        System.arraycopy(examples.shape(), 0, shape, 1, shape.length - 1);
        array = Nd4j.create(DataType.FLOAT, shape);
    }

    private INDArray show(int[] samples, float[] perturbation) {
        owner = samples;
        for (int i = 0; i < samples.length; i++) {
            int at = i * length;
            examples.read(samples[i], values, at);
            kind.lay(perturbation, values, at);
        }
        INDArray x = array.get(NDArrayIndex.interval(0, samples.length));
        Floats.buffer(x).put(values, 0, samples.length * length);
        return x;
    }

    /**
     * The mean over samples of the gradients of their losses. A value at a face of the box does not vote for leaving it,
     * which would change nothing.
     *
     * @param goal the class that all should reach, or -1
     * @param mean takes the gradient
     */
    void gradient(int[] samples, float[] perturbation, int goal, Loss loss, int draws, float[] mean) {
        INDArray x = show(samples, perturbation);
        int[] aims = new int[samples.length];
        Arrays.fill(aims, goal);
        Gradient gradient = fit.target().gradient(x, owner, null, aims, loss, draws);
        Floats.get(gradient.values(), gradients);
        Arrays.fill(mean, 0f);
        for (int i = 0; i < samples.length * length; i++) {
            boolean outward = (values[i] <= 0 && gradients[i] < 0) || (values[i] >= 1 && gradients[i] > 0);
            if (!outward) {
                mean[i % length] += gradients[i] / samples.length;
            }
        }
    }

    /** How many samples fit in. */
    int capacity() {
        return (int) array.size(0);
    }

    /**
     * Which of the samples the perturbation wins.
     *
     * @param goal the class that all should reach, or -1
     */
    boolean[] won(int[] samples, float[] perturbation, int goal) {
        Answer answer = fit.target().labels(show(samples, perturbation), owner);
        boolean[] won = new boolean[samples.length];
        for (int i = 0; i < samples.length; i++) {
            won[i] = won(answer, i, goal);
        }
        return won;
    }

    /** Whether an answer is the attacker's, which fits for the goal or for any wrong class. */
    static boolean won(Answer answer, int candidate, int goal) {
        return goal < 0 ? answer.success(candidate) : answer.accepted(candidate) && answer.label(candidate) == goal;
    }

    /** How many of any number of samples the perturbation wins. */
    int wins(int[] samples, float[] perturbation, int goal) {
        int wins = 0;
        for (int from = 0; from < samples.length; from += capacity()) {
            int[] part = Arrays.copyOfRange(samples, from, Math.min(samples.length, from + capacity()));
            for (boolean one : won(part, perturbation, goal)) {
                wins += one ? 1 : 0;
            }
        }
        return wins;
    }

    @Override
    public void close() {
        array.close();
    }
}
