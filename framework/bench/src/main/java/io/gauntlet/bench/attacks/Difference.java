package io.gauntlet.bench.attacks;

/**
 * The mean difference of two attacks over samples that both attacked, with the interval in which it lies with 95 %: that
 * of paired samples, normal since there are many.
 */
record Difference(double from, double mean, double to) {
    private static final double NORMAL_95 = 1.96;

    /** Of one difference for each sample, at least two. */
    static Difference of(double[] differences) {
        int n = differences.length;
        double sum = 0;
        double squares = 0;
        for (double difference : differences) {
            sum += difference;
            squares += difference * difference;
        }
        double mean = sum / n;
        double half = NORMAL_95 * Math.sqrt((squares - n * mean * mean) / (n - 1) / n);
        return new Difference(mean - half, mean, mean + half);
    }
}
