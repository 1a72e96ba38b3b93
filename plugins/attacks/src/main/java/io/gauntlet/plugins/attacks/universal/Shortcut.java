package io.gauntlet.plugins.attacks.universal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Fit;
import io.gauntlet.api.data.Examples;

/**
 * DeepFool for one sample that already carries a perturbation, in L2 whatever the norm of the match, as in the paper
 * (Moosavi-Dezfooli et al. 2017, equation 1). A value at a face of the box takes no part in a step that would leave it.
 */
final class Shortcut implements AutoCloseable {
    /** The classes whose boundaries are looked at, the sample's own among them (the authors' num_classes). */
    private static final int CANDIDATES = 10;

    private final Fit fit;
    private final int steps;
    private final double overshoot;
    private final int length;
    private final INDArray shown;
    private final float[] sample;
    private final float[] x;
    private final float[] way;
    private final float[] slope;
    private final float[] nearest;
    private float[] jacobian = {};

    Shortcut(Fit fit, Universal.Parameters parameters) {
        this.fit = fit;
        steps = parameters.steps();
        overshoot = parameters.overshoot();
        Examples examples = fit.examples();
        length = examples.length();
        long[] shape = new long[examples.shape().length + 1];
        shape[0] = 1;
        System.arraycopy(examples.shape(), 0, shape, 1, shape.length - 1);
        shown = Nd4j.create(DataType.FLOAT, shape);
        sample = new float[length];
        x = new float[length];
        way = new float[length];
        slope = new float[length];
        nearest = new float[length];
    }

    /** What {@link #find} found. The array itself. */
    float[] way() {
        return way;
    }

    /**
     * Looks for the least that must be added to a perturbation so that it wins a sample.
     *
     * @param goal the class to reach, or -1 for any wrong one
     * @return whether it was found within the steps
     */
    boolean find(int index, float[] perturbation, int goal) {
        fit.examples().read(index, sample, 0);
        Arrays.fill(way, 0f);
        int[] owner = {index};
        int[] classes = {};
        for (int step = 0; step <= steps; step++) {
            show(perturbation);
            Answer answer = fit.target().scores(shown, owner);
            if (Shown.won(answer, 0, goal)) {
                for (int i = 0; i < length; i++) {
                    way[i] *= (float) (1 + overshoot);
                }
                return true;
            }
            if (step == 0 || goal >= 0) {
                classes = goal < 0 ? candidates(answer, fit.examples().label(index)) : rivals(answer, goal);
            }
            if (step == steps || !move(answer, owner, classes)) {
                return false;
            }
        }
        return false;
    }

    private void show(float[] perturbation) {
        for (int i = 0; i < length; i++) {
            double value = sample[i] + perturbation[i] + (1 + overshoot) * way[i];
            x[i] = (float) Math.min(1, Math.max(0, value));
        }
        Floats.put(x, shown);
    }

    /** The class to leave, then those that might be reached, the likeliest first. */
    private int[] candidates(Answer answer, int label) {
        float[] logits = logits(answer);
        IntStream others = IntStream.range(0, logits.length)
                .filter(c -> c != label)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer c) -> -logits[c]))
                .limit(CANDIDATES - 1L)
                .mapToInt(Integer::intValue);
        return IntStream.concat(IntStream.of(label), others).toArray();
    }

    /** The likeliest of the classes that are not the goal, and the goal. */
    private int[] rivals(Answer answer, int goal) {
        float[] logits = logits(answer);
        int rival = goal == 0 ? 1 : 0;
        for (int c = 0; c < logits.length; c++) {
            rival = c != goal && logits[c] > logits[rival] ? c : rival;
        }
        return new int[] {rival, goal};
    }

    private float[] logits(Answer answer) {
        float[] logits = new float[fit.target().classes()];
        for (int c = 0; c < logits.length; c++) {
            logits[c] = answer.logit(0, c);
        }
        return logits;
    }

    /** Steps onto the nearest of the boundaries of the linearised model; false where all slopes are flat. */
    private boolean move(Answer answer, int[] owner, int[] classes) {
        float[] logits = logits(answer);
        INDArray values =
                fit.target().jacobian(shown, owner, new int[][] {classes}).values();
        if (jacobian.length < values.length()) {
            jacobian = new float[Math.toIntExact(values.length())];
        }
        Floats.get(values, jacobian);
        double least = Double.POSITIVE_INFINITY;
        double scale = 0;
        for (int k = 1; k < classes.length; k++) {
            double squares = slope(k);
            double gap = Math.abs((double) logits[classes[0]] - logits[classes[k]]);
            if (squares > 0 && gap / Math.sqrt(squares) < least) {
                least = gap / Math.sqrt(squares);
                scale = gap / squares;
                System.arraycopy(slope, 0, nearest, 0, length);
            }
        }
        for (int i = 0; i < length; i++) {
            way[i] += (float) (scale * nearest[i]);
        }
        return Double.isFinite(least);
    }

    /** The slope toward a class, and its squared length. */
    private double slope(int candidate) {
        double squares = 0;
        for (int i = 0; i < length; i++) {
            float value = jacobian[candidate * length + i] - jacobian[i];
            boolean outward = (x[i] <= 0 && value < 0) || (x[i] >= 1 && value > 0);
            slope[i] = outward ? 0 : value;
            squares += (double) slope[i] * slope[i];
        }
        return squares;
    }

    @Override
    public void close() {
        shown.close();
    }
}
