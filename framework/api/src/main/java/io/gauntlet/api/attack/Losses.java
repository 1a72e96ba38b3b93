package io.gauntlet.api.attack;

import io.gauntlet.api.model.Output;

/** The losses that the literature uses. All take logits and grow as the attacker comes closer to its goal. */
public final class Losses {
    private Losses() {}

    /** Cross-entropy of the label, or minus that of the goal (Goodfellow et al. 2015, equation 1). */
    public static Loss crossEntropy() {
        return Losses::crossEntropy;
    }

    /**
     * The margin of the strongest wrong class over the label, or of the goal over the strongest other class: Carlini
     * and Wagner 2017, f6 with the sign turned and without the floor. Positive exactly on success.
     */
    public static Loss margin() {
        return Losses::margin;
    }

    /**
     * The difference of logits: that of the strongest wrong class, or of the goal, minus the label's. Untargeted it is
     * the margin; targeted it only asks that the goal beat the label (Croce and Hein 2020, section 4).
     */
    public static Loss logitDifference() {
        return Losses::logitDifference;
    }

    /**
     * The difference of logits ratio, which no scaling of the logits changes (Croce and Hein 2020, equations 6 and 7).
     * Untargeted: the margin divided by z1 - z3, the distance of the greatest from the third greatest logit. Targeted:
     * the goal's logit minus the label's, divided by z1 - (z3 + z4) / 2. Where there are fewer than three (targeted:
     * four) classes it is {@link #margin} (targeted: {@link #logitDifference}).
     */
    public static Loss dlr() {
        return DifferenceOfLogitsRatio::apply;
    }

    private static float crossEntropy(Output output, int label, int goal, Output gradient) {
        float[] logits = output.logits();
        int at = goal < 0 ? label : goal;
        float sign = goal < 0 ? 1f : -1f;
        float largest = logits[0];
        for (float z : logits) {
            largest = Math.max(largest, z);
        }
        double sum = 0;
        for (float z : logits) {
            sum += Math.exp(z - largest);
        }
        for (int c = 0; c < logits.length; c++) {
            gradient.logits()[c] = sign * (float) (Math.exp(logits[c] - largest) / sum);
        }
        // p - 1 cancels to nothing once p rounds to 1; the sum of the other probabilities does not.
        gradient.logits()[at] = -sign * (float) (others(logits, at, largest) / sum);
        return sign * (float) (Math.log(sum) - (logits[at] - largest));
    }

    private static double others(float[] logits, int at, float largest) {
        double sum = 0;
        for (int c = 0; c < logits.length; c++) {
            sum += c == at ? 0 : Math.exp(logits[c] - largest);
        }
        return sum;
    }

    static float logitDifference(Output output, int label, int goal, Output gradient) {
        if (goal < 0) {
            return margin(output, label, goal, gradient);
        }
        gradient.logits()[goal] = 1f;
        gradient.logits()[label] = -1f;
        return output.logits()[goal] - output.logits()[label];
    }

    static float margin(Output output, int label, int goal, Output gradient) {
        float[] logits = output.logits();
        int at = goal < 0 ? label : goal;
        float sign = goal < 0 ? 1f : -1f;
        int other = at == 0 ? 1 : 0;
        for (int c = 0; c < logits.length; c++) {
            if (c != at && logits[c] > logits[other]) {
                other = c;
            }
        }
        gradient.logits()[other] = sign;
        gradient.logits()[at] = -sign;
        return sign * (logits[other] - logits[at]);
    }
}
