package io.gauntlet.arena.examination;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.model.Output;

/**
 * Whether a model's gradient, as it declares it, is the slope of what it computes: the derivative of the label's logit
 * minus another's along the gradient, and along a random direction where it is zero, against a central difference. The samples
 * are drawn a little into the box, where no clipping has a kink, and a step is long enough for the rounding of floats; so
 * networks that are linear in pieces stand the test, and models that round, code or sample do not.
 */
final class GradientCheck {
    /** Length of a step to either side. */
    private static final double STEP = 0.05;

    private static final float INWARDS = 0.1f;

    /** Slopes that differ by a greater share of the greater one are different. */
    private static final double TOLERANCE = 0.5;

    /** Differences of logits below this share of the greatest logit are rounding. */
    private static final double ROUNDING = 1e-5;

    private final Batch batch;
    private final float[] values;
    private final int[] label;
    private final int n;

    GradientCheck(Batch batch, float[] values, int[] label) {
        this.batch = batch;
        this.values = values.clone();
        this.label = label;
        n = values.length / batch.length();
        for (int k = 0; k < values.length; k++) {
            this.values[k] = INWARDS / 2 + (1 - INWARDS) * values[k];
        }
    }

    /** On how many samples gradient and difference are not the same. */
    int differing(Seed seed) {
        int[] other = new int[n];
        double[] greatest = new double[n];
        float[] direction = new float[values.length];
        batch.gradient(
                values,
                "check",
                0,
                (i, output, by) -> {
                    other[i] = strongestOther(output.logits(), label[i]);
                    greatest[i] = greatest(output.logits());
                    by.logits()[label[i]] = 1;
                    by.logits()[other[i]] = -1;
                },
                direction);
        double[] slope = normalise(direction, seed);
        double[] ahead = difference(direction, STEP, other);
        double[] behind = difference(direction, -STEP, other);
        int differing = 0;
        for (int i = 0; i < n; i++) {
            double rise = ahead[i] - behind[i];
            double expected = 2 * STEP * slope[i];
            double off = Math.abs(rise - expected);
            boolean rounding = off <= ROUNDING * greatest[i];
            differing += !rounding && off > TOLERANCE * Math.max(Math.abs(rise), Math.abs(expected)) ? 1 : 0;
        }
        return differing;
    }

    /** The same draws as those of the gradient. */
    private double[] difference(float[] direction, double step, int[] other) {
        float[] moved = values.clone();
        for (int k = 0; k < moved.length; k++) {
            moved[k] += (float) (step * direction[k]);
        }
        double[] difference = new double[n];
        batch.forward(moved, "check", 0, (i, output) -> difference[i] = between(output, label[i], other[i]));
        return difference;
    }

    private static double between(Output output, int one, int other) {
        return (double) output.logits()[one] - output.logits()[other];
    }

    /** Makes gradients, or random vectors where they are zero, one long. @return the slope in these directions */
    private double[] normalise(float[] direction, Seed seed) {
        double[] slope = new double[n];
        int length = batch.length();
        for (int i = 0; i < n; i++) {
            slope[i] = norm(direction, i * length, length);
            if (slope[i] == 0) {
                Draws draws = seed.derive("direction", i).draws();
                for (int k = i * length; k < (i + 1) * length; k++) {
                    direction[k] = (float) draws.gaussian();
                }
            }
            double norm = norm(direction, i * length, length);
            for (int k = i * length; k < (i + 1) * length; k++) {
                direction[k] /= (float) norm;
            }
        }
        return slope;
    }

    private static double norm(float[] values, int from, int length) {
        double sum = 0;
        for (int k = from; k < from + length; k++) {
            sum += (double) values[k] * values[k];
        }
        return Math.sqrt(sum);
    }

    private static int strongestOther(float[] logits, int label) {
        int other = label == 0 ? 1 : 0;
        for (int c = 0; c < logits.length; c++) {
            other = c != label && logits[c] > logits[other] ? c : other;
        }
        return other;
    }

    private static double greatest(float[] logits) {
        double greatest = 0;
        for (float logit : logits) {
            greatest = Math.max(greatest, Math.abs(logit));
        }
        return greatest;
    }
}
