package io.gauntlet.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Floats;
import io.gauntlet.api.Norm;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Output;
import io.gauntlet.api.model.Stage;

/**
 * A linear classifier, logits = W x + b: its gradients are exact, and the smallest perturbation that crosses its
 * decision boundary is known in closed form. An attack that misses that optimum is wrong, whatever it reaches elsewhere.
 *
 * <p>The idea of the oracle is that of adversarial-library's tests. Sums are accumulated in double and a sample's
 * results depend on nothing but the sample, so they are bitwise the same in every batch.
 */
public final class LinearModel implements Model {
    private final float[][] weights;
    private final float[] bias;
    private final long[] shape;
    private final int length;
    private final int block;
    private final double noise;

    /**
     * From given weights.
     *
     * @param weights for each class one weight for each value of a sample
     * @param bias for each class
     * @param shape of one sample
     * @param block how many samples are attacked together
     * @throws IllegalArgumentException when the lengths disagree or there are fewer than two classes
     */
    public LinearModel(float[][] weights, float[] bias, long[] shape, int block) {
        this(weights, bias, shape, block, 0);
    }

    private LinearModel(float[][] weights, float[] bias, long[] shape, int block, double noise) {
        this.noise = noise;
        this.weights = Arrays.stream(weights).map(float[]::clone).toArray(float[][]::new);
        this.bias = bias.clone();
        this.shape = shape.clone();
        this.block = block;
        length = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
        boolean fits = bias.length == weights.length && Arrays.stream(weights).allMatch(w -> w.length == length);
        if (!fits || weights.length < 2) {
            throw new IllegalArgumentException(
                    "A linear model needs at least two classes, and for each a bias and " + length + " weights.");
        }
    }

    /**
     * Random weights, and biases such that the middle of the box lies on every boundary.
     *
     * @param shape of one sample
     * @param classes at least two
     * @param block how many samples are attacked together
     */
    public static LinearModel random(Seed seed, long[] shape, int classes, int block) {
        int length = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
        float[][] weights = new float[classes][length];
        float[] bias = new float[classes];
        for (int c = 0; c < classes; c++) {
            seed.derive("weights", c).draws().fillGaussian(weights[c], 1f);
            double sum = 0;
            for (float weight : weights[c]) {
                sum += weight;
            }
            bias[c] = (float) (-0.5 * sum);
        }
        return new LinearModel(weights, bias, shape, block);
    }

    /** The same model that attacks another number of samples together. */
    public LinearModel withBlock(int other) {
        return new LinearModel(weights, bias, shape, other, noise);
    }

    /**
     * The same model whose first logit carries normal noise, fresh in each draw: with two classes a sample is answered
     * wrongly with the probability that such noise exceeds its margin. Gradients stay exact.
     *
     * @param deviation of the noise; 0 for a model without randomness
     */
    public LinearModel withNoise(double deviation) {
        return new LinearModel(weights, bias, shape, block, deviation);
    }

    /**
     * Samples around the middle of the box, labelled by this model, all of them rightly but for the first
     * {@code wrong}.
     *
     * @param size how many
     * @param spread the standard deviation of each value, small enough that the optimum stays inside the box: 0.02 is
     * @param wrong how many carry another label than this model's answer
     */
    public ArrayExamples examples(Seed seed, int size, double spread, int wrong) {
        float[] values = new float[size * length];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            Draws draws = seed.derive("example", i).draws();
            for (int j = 0; j < length; j++) {
                values[i * length + j] = (float) Math.min(1, Math.max(0, 0.5 + spread * draws.gaussian()));
            }
            int answer = label(values, i * length);
            labels[i] = i < wrong ? (answer + 1) % classes() : answer;
        }
        return new ArrayExamples(values, labels, shape, classes());
    }

    /** The class of the sample whose values begin at {@code offset}. */
    public int label(float[] values, int offset) {
        double[] logits = logits(values, offset);
        int best = 0;
        for (int c = 1; c < logits.length; c++) {
            best = logits[c] > logits[best] ? c : best;
        }
        return best;
    }

    /** By how much the label's logit exceeds the greatest other, without noise. */
    public double margin(Examples examples, int index) {
        float[] x = new float[length];
        examples.read(index, x, 0);
        double[] logits = logits(x, 0);
        int label = examples.label(index);
        double other = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < logits.length; c++) {
            other = c == label ? other : Math.max(other, logits[c]);
        }
        return logits[label] - other;
    }

    /**
     * The distance from a sample to the nearest point where another class wins, ignoring the box: for each other class
     * the difference of logits divided by the dual norm of the difference of weights, the least of them. With two
     * classes this is the optimum of every attack; with more it is that of untargeted ones.
     *
     * @param norm linf, l2 or l1
     * @return 0 when the sample is not answered with its label
     * @throws IllegalArgumentException for l0
     */
    public double optimum(Norm norm, Examples examples, int index) {
        float[] x = new float[length];
        examples.read(index, x, 0);
        double[] logits = logits(x, 0);
        int label = examples.label(index);
        double least = Double.POSITIVE_INFINITY;
        for (int other = 0; other < weights.length; other++) {
            if (other != label) {
                double gap = Math.max(0, logits[label] - logits[other]);
                least = Math.min(least, gap / dual(norm, weights[label], weights[other]));
            }
        }
        return least;
    }

    /**
     * Whether the optimal perturbation of a sample, a little overshot, stays inside the box, so that
     * {@link #optimum} is the truth also with the box.
     */
    public boolean optimumInsideBox(Norm norm, Examples examples, int index) {
        float[] x = new float[length];
        examples.read(index, x, 0);
        // No optimal perturbation changes any value by more than its own norm.
        double reach = 1.1 * optimum(norm, examples, index);
        for (float value : x) {
            if (value - reach < 0 || value + reach > 1) {
                return false;
            }
        }
        return true;
    }

    private static double dual(Norm norm, float[] a, float[] b) {
        double result = 0;
        for (int j = 0; j < a.length; j++) {
            double difference = Math.abs((double) a[j] - b[j]);
            switch (norm) {
                case LINF -> result += difference;
                case L2 -> result += difference * difference;
                case L1 -> result = Math.max(result, difference);
                case L0, POSE ->
                    throw new IllegalArgumentException(
                            "The optimum is known for linf, l2 and l1, not for " + norm.id() + ".");
            }
        }
        return norm == Norm.L2 ? Math.sqrt(result) : result;
    }

    private double[] logits(float[] values, int offset) {
        double[] logits = new double[weights.length];
        for (int c = 0; c < logits.length; c++) {
            double sum = bias[c];
            for (int j = 0; j < length; j++) {
                sum += (double) weights[c][j] * values[offset + j];
            }
            logits[c] = sum;
        }
        return logits;
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    @Override
    public int classes() {
        return weights.length;
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
        return Float.POSITIVE_INFINITY;
    }

    @Override
    public List<Output> forward(INDArray x, RowDraws draws) {
        int n = (int) x.size(0);
        float[] values = new float[n * length];
        Floats.get(x, values);
        List<Output> outputs = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            Output output = new Output(classes());
            double[] logits = logits(values, i * length);
            for (int c = 0; c < logits.length; c++) {
                output.logits()[c] = (float) logits[c];
            }
            if (noise > 0) {
                output.logits()[0] += (float) (noise * draws.of(i).gaussian());
            }
            outputs.add(output);
        }
        return outputs;
    }

    @Override
    public INDArray gradient(INDArray x, RowDraws draws, OutputGradient wanted) {
        List<Output> outputs = forward(x, draws);
        float[] gradient = new float[outputs.size() * length];
        for (int i = 0; i < outputs.size(); i++) {
            Output byOutput = new Output(classes());
            wanted.apply(i, outputs.get(i), byOutput);
            for (int j = 0; j < length; j++) {
                double sum = 0;
                for (int c = 0; c < weights.length; c++) {
                    sum += (double) byOutput.logits()[c] * weights[c][j];
                }
                gradient[i * length + j] = (float) sum;
            }
        }
        return array(gradient, outputs.size());
    }

    @Override
    public Jacobian jacobian(INDArray x, RowDraws draws, int[][] classes) {
        int n = (int) x.size(0);
        int each = n == 0 ? 0 : classes[0].length;
        float[] rows = new float[n * each * length];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < each; k++) {
                System.arraycopy(weights[classes[i][k]], 0, rows, (i * each + k) * length, length);
            }
        }
        return new Jacobian(forward(x, draws), array(rows, n, each));
    }

    private INDArray array(float[] values, long... leading) {
        long[] full = Arrays.copyOf(leading, leading.length + shape.length);
        System.arraycopy(shape, 0, full, leading.length, shape.length);
        return Floats.array(values, full);
    }

    /** Not offered: this model has no stages. @throws IllegalArgumentException always */
    @Override
    public Model withBackward(int stage, Stage surrogate) {
        throw new IllegalArgumentException("A linear model has no stage " + stage + " to replace.");
    }

    @Override
    public void close() {}
}
