package io.gauntlet.api.attack;

import io.gauntlet.api.model.Output;

/** The loss of {@link Losses#dlr}. */
final class DifferenceOfLogitsRatio {
    /** Of the authors' code: equal logits give zero, not a fault. */
    private static final double LEAST = 1e-12;

    private DifferenceOfLogitsRatio() {}

    static float apply(Output output, int label, int goal, Output gradient) {
        float[] logits = output.logits();
        if (logits.length < (goal < 0 ? 3 : 4)) {
            return Losses.logitDifference(output, label, goal, gradient);
        }
        int[] top = greatest(logits, goal < 0 ? 3 : 4);
        double below = goal < 0 ? logits[top[2]] : (logits[top[2]] + (double) logits[top[3]]) / 2;
        double range = logits[top[0]] - below + LEAST;
        float difference = Losses.logitDifference(output, label, goal, gradient);
        double ratio = difference / range;
        // d(a / b) = (da - a / b * db) / b
        float[] by = gradient.logits();
        for (int c = 0; c < by.length; c++) {
            by[c] = (float) (by[c] / range);
        }
        by[top[0]] -= (float) (ratio / range);
        if (goal < 0) {
            by[top[2]] += (float) (ratio / range);
        } else {
            by[top[2]] += (float) (ratio / range / 2);
            by[top[3]] += (float) (ratio / range / 2);
        }
        return (float) ratio;
    }

    /** The classes with the greatest logits, greatest first; the lower class where logits are equal. */
    private static int[] greatest(float[] logits, int count) {
        int[] top = new int[count];
        int found = 0;
        for (int c = 0; c < logits.length; c++) {
            int at = found;
            while (at > 0 && logits[c] > logits[top[at - 1]]) {
                if (at < count) {
                    top[at] = top[at - 1];
                }
                at--;
            }
            if (at < count) {
                top[at] = c;
                found = Math.min(count, found + 1);
            }
        }
        return top;
    }
}
