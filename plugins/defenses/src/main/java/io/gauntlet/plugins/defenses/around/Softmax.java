package io.gauntlet.plugins.defenses.around;

/** Probabilities from logits, and derivatives back. */
public final class Softmax {
    private Softmax() {}

    /** The logarithms of the probabilities of the {@code into.length} logits that begin at {@code at}. */
    public static void logarithms(float[] logits, int at, double[] into) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < into.length; c++) {
            largest = Math.max(largest, logits[at + c]);
        }
        double sum = 0;
        for (int c = 0; c < into.length; c++) {
            sum += Math.exp(logits[at + c] - largest);
        }
        double norm = Math.log(sum);
        for (int c = 0; c < into.length; c++) {
            into[c] = logits[at + c] - largest - norm;
        }
    }

    /** The logarithms of the probabilities of one sample's logits. */
    public static double[] logarithms(float[] logits) {
        double[] result = new double[logits.length];
        logarithms(logits, 0, result);
        return result;
    }

    /** Probabilities from their logarithms. */
    public static double[] exponentials(double[] logarithms) {
        double[] result = new double[logarithms.length];
        for (int c = 0; c < result.length; c++) {
            result[c] = Math.exp(logarithms[c]);
        }
        return result;
    }

    /** The class of the largest logit, the first of equal ones. */
    public static int largest(float[] logits) {
        int at = 0;
        for (int c = 1; c < logits.length; c++) {
            at = logits[c] > logits[at] ? c : at;
        }
        return at;
    }

    /** The probabilities themselves. */
    public static void probabilities(float[] logits, int at, double[] into) {
        logarithms(logits, at, into);
        for (int c = 0; c < into.length; c++) {
            into[c] = Math.exp(into[c]);
        }
    }

    /**
     * The derivative by the logits of what has the derivative {@code d} by the probabilities.
     *
     * @param into receives it from {@code at} on, added to what is there
     */
    public static void back(double[] probabilities, double[] d, float[] into, int at) {
        double mean = 0;
        for (int c = 0; c < d.length; c++) {
            mean += probabilities[c] * d[c];
        }
        for (int c = 0; c < d.length; c++) {
            into[at + c] += (float) (probabilities[c] * (d[c] - mean));
        }
    }
}
