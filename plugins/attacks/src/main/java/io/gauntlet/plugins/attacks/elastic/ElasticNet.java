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
        float[] x = points.x();
        float[] ahead = points.ahead();
        for (int i = points.at(); i < points.at() + points.length(); i++) {
            double original = points.original()[i];
            double slope = 2 * (ahead[i] - original) - weight * points.gradient()[i];
            double next = shrunk(ahead[i] - rate * slope - original) + original;
            double inside = Math.min(1, Math.max(0, next));
            ahead[i] = (float) (inside + momentum * (inside - x[i]));
            x[i] = (float) inside;
        }
    }

    /** By beta itself, whatever the rate: so says the paper, unlike the theory of shrinkage. */
    private double shrunk(double change) {
        return Math.signum(change) * Math.max(0, Math.abs(change) - beta);
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
