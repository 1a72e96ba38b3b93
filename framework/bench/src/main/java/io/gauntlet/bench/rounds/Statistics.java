package io.gauntlet.bench.rounds;

import java.util.Arrays;

/** Of few numbers. */
public final class Statistics {
    private Statistics() {}

    /** The middle one. NaN of none. */
    public static double median(double... values) {
        return quantile(0.5, values);
    }

    /** The value below which a share of them lies, interpolated linearly. NaN of none. */
    public static double quantile(double share, double... values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = (int) Math.ceil(at);
        return below == above ? sorted[below] : sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
