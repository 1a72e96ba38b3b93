package io.gauntlet.plugins.defenses.training;

/** Probabilities from logits. */
final class Softmax {
    private Softmax() {}

    /** The logarithms of the probabilities. */
    static double[] logarithms(float[] logits) {
        double largest = logits[largest(logits)];
        double sum = 0;
        for (float z : logits) {
            sum += Math.exp(z - largest);
        }
        double[] result = new double[logits.length];
        for (int c = 0; c < logits.length; c++) {
            result[c] = logits[c] - largest - Math.log(sum);
        }
        return result;
    }

    /** Probabilities from their logarithms. */
    static double[] exponentials(double[] logarithms) {
        double[] result = new double[logarithms.length];
        for (int c = 0; c < result.length; c++) {
            result[c] = Math.exp(logarithms[c]);
        }
        return result;
    }

    /** The class of the largest logit, the first of equal ones. */
    static int largest(float[] logits) {
        int at = 0;
        for (int c = 1; c < logits.length; c++) {
            at = logits[c] > logits[at] ? c : at;
        }
        return at;
    }
}
