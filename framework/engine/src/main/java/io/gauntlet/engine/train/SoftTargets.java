package io.gauntlet.engine.train;

/** Cross-entropy with probabilities as targets: {@code -sum t log softmax(z)}, for one sample. */
final class SoftTargets {
    private SoftTargets() {}

    /**
     * Computes the loss and writes its gradient, times a factor, over the logits.
     *
     * @return the loss
     */
    static double apply(float[] logits, float[] targets, int offset, int classes, float factor) {
        float largest = Float.NEGATIVE_INFINITY;
        double total = 0;
        for (int c = offset; c < offset + classes; c++) {
            largest = Math.max(largest, logits[c]);
            total += targets[c];
        }
        double sum = 0;
        for (int c = offset; c < offset + classes; c++) {
            sum += Math.exp(logits[c] - largest);
        }
        double log = Math.log(sum);
        double loss = 0;
        for (int c = offset; c < offset + classes; c++) {
            double z = logits[c] - largest;
            loss -= targets[c] * (z - log);
            logits[c] = (float) (factor * (total * Math.exp(z) / sum - targets[c]));
        }
        return loss;
    }

    /** The position of the largest value. */
    static int largest(float[] values, int offset, int length) {
        int at = 0;
        for (int c = 1; c < length; c++) {
            if (values[offset + c] > values[offset + at]) {
                at = c;
            }
        }
        return at;
    }
}
