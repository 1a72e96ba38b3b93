package io.gauntlet.engine.plan;

/**
 * What a batch normalisation saw in the last forward pass of a plan that learns: mean and biased variance of each
 * channel over the samples alone, without padding.
 */
public final class MinibatchStatistics {
    private final int node;
    private final double[] mean;
    private final double[] variance;
    private long count;

    MinibatchStatistics(int node, int channels) {
        this.node = node;
        mean = new double[channels];
        variance = new double[channels];
    }

    /** The normalisation's position in the blueprint. */
    public int node() {
        return node;
    }

    /** Over how many values of each channel. */
    public long count() {
        return count;
    }

    /** The mean of each channel. The array itself. */
    public double[] mean() {
        return mean;
    }

    /** The biased variance of each channel. The array itself. */
    public double[] variance() {
        return variance;
    }

    void count(long values) {
        count = values;
    }

    /** What it holds now, which the next forward pass leaves as it is. */
    public MinibatchStatistics copy() {
        MinibatchStatistics copy = new MinibatchStatistics(node, mean.length);
        System.arraycopy(mean, 0, copy.mean, 0, mean.length);
        System.arraycopy(variance, 0, copy.variance, 0, variance.length);
        copy.count = count;
        return copy;
    }
}
