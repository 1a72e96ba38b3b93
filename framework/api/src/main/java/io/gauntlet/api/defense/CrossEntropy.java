package io.gauntlet.api.defense;

/** See {@link Objective#CROSS_ENTROPY}. */
final class CrossEntropy {
    private CrossEntropy() {}

    static double apply(float[][] logits, float[] target, int label, float[][] gradient) {
        float[] z = logits[0];
        float largest = Float.NEGATIVE_INFINITY;
        double total = 0;
        for (int c = 0; c < z.length; c++) {
            largest = Math.max(largest, z[c]);
            total += target[c];
        }
        double sum = 0;
        for (float one : z) {
            sum += Math.exp(one - largest);
        }
        double log = Math.log(sum);
        double loss = 0;
        for (int c = 0; c < z.length; c++) {
            double centred = z[c] - largest;
            loss -= target[c] * (centred - log);
            gradient[0][c] = (float) (total * Math.exp(centred) / sum - target[c]);
        }
        return loss;
    }
}
