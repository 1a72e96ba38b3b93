package io.gauntlet.plugins.attacks.elastic;

/**
 * The elastic net, squared L2 plus beta times L1, and the step that makes it small: iterative shrinkage and
 * thresholding with momentum (Chen et al. 2018, equations 4 to 6 and algorithm 1).
 */
final class ElasticNet {
    private final double beta;

    ElasticNet(double beta) {
        this.beta = beta;
    }

    /** The elastic-net distance of the sample that begins at {@code at}. */
    double distance(float[] x, float[] original, int at, int length) {
        double sum = 0;
        for (int i = at; i < at + length; i++) {
            double change = (double) x[i] - original[i];
            sum += change * change + beta * Math.abs(change);
        }
        return sum;
    }

    /**
     * A gradient step on squared L2 minus the weighted margin, shrunk towards the sample and clipped to the box.
     *
     * @param points of one sample
     * @param rate the length of the step
     * @param weight of the margin
     * @param momentum the share of the last move that is added
     */
    void step(Points points, double rate, double weight, double momentum) {
        step(
                points.x(),
                points.ahead(),
                points.gradient(),
                points.original(),
                points.at(),
                points.at() + points.length(),
                new Shares((float) rate, (float) weight, (float) momentum, (float) beta));
    }

    private record Shares(float rate, float weight, float momentum, float beta) {}

    /**
     * In floats and without branches, so that many values are computed at once. A change shrinks by beta itself, whatever
     * the rate: so says the paper, unlike the theory of shrinkage.
     */
    private static void step(
            float[] x, float[] ahead, float[] gradient, float[] original, int from, int to, Shares shares) {
        float rate = shares.rate();
        float weight = shares.weight();
        float momentum = shares.momentum();
        float most = shares.beta();
        for (int i = from; i < to; i++) {
            float change = ahead[i] - original[i];
            float moved = change - rate * (2 * change - weight * gradient[i]);
            float shrunk = moved - Math.min(most, Math.max(-most, moved));
            float inside = Math.min(1f, Math.max(0f, original[i] + shrunk));
            ahead[i] = inside + momentum * (inside - x[i]);
            x[i] = inside;
        }
    }

    /**
     * One sample, the {@code length} values from {@code at} on in arrays that hold a batch.
     *
     * @param x the iterate, to be overwritten with the next one
     * @param ahead the point, perhaps outside the box, from which the step is made; moved on by the momentum
     * @param gradient of the margin at {@code ahead}
     */
    record Points(float[] x, float[] ahead, float[] gradient, float[] original, int at, int length) {}
}
