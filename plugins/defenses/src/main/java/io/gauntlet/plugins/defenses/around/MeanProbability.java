package io.gauntlet.plugins.defenses.around;

/**
 * The logarithm of the mean of several members' probabilities: what an ensemble, or a network under noise, answers.
 * {@code y_c = log(1/m sum_k p_kc)}, computed from logarithms, so that nothing saturates.
 */
public final class MeanProbability {
    private final int members;
    private final int classes;
    private final double[][] logarithms;
    private final double[] mean;

    /** For a number of members and classes. */
    public MeanProbability(int members, int classes) {
        this.members = members;
        this.classes = classes;
        this.logarithms = new double[members][classes];
        this.mean = new double[classes];
    }

    /**
     * Takes in the logits of all members.
     *
     * @param logits of member k from {@code at + k * stride} on
     */
    public void take(float[] logits, int at, int stride) {
        for (int k = 0; k < members; k++) {
            Softmax.logarithms(logits, at + k * stride, logarithms[k]);
        }
        for (int c = 0; c < classes; c++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < members; k++) {
                largest = Math.max(largest, logarithms[k][c]);
            }
            double sum = 0;
            for (int k = 0; k < members; k++) {
                sum += Math.exp(logarithms[k][c] - largest);
            }
            mean[c] = largest + Math.log(sum / members);
        }
    }

    /** Writes the logarithms of the means. */
    public void write(float[] into, int at) {
        for (int c = 0; c < classes; c++) {
            into[at + c] = (float) mean[c];
        }
    }

    /**
     * The derivative by the members' logits of what has the derivative {@code dy} by the means' logarithms.
     *
     * @param dy from {@code from} on
     * @param into receives that of member k from {@code at + k * stride} on
     */
    public void back(float[] dy, int from, float[] into, int at, int stride) {
        for (int k = 0; k < members; k++) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += dy[from + c] * share(k, c);
            }
            for (int c = 0; c < classes; c++) {
                into[at + k * stride + c] = (float) (dy[from + c] * share(k, c) - Math.exp(logarithms[k][c]) * sum);
            }
        }
    }

    /** The member's part of a class's sum of probabilities. */
    private double share(int member, int c) {
        return Math.exp(logarithms[member][c] - mean[c]) / members;
    }
}
