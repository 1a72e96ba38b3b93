package io.gauntlet.bench.report;

/**
 * A ratio that was measured in several rounds: ours / the peer's.
 *
 * @param median of the rounds; NaN when there was no peer
 * @param lower the lower quartile
 * @param upper the upper quartile
 */
public record Ratio(double median, double lower, double upper) {
    /** No peer. */
    public static final Ratio NONE = of(Double.NaN);

    /** A ratio measured once. */
    public static Ratio of(double once) {
        return new Ratio(once, once, once);
    }

    /** The median with the middle half of the rounds, such as {@code 0.65 (0.62-0.70)}. */
    @Override
    public String toString() {
        String text = Numbers.ratio(median);
        return lower == upper || Double.isNaN(median)
                ? text
                : text + " (" + Numbers.ratio(lower) + "-" + Numbers.ratio(upper) + ")";
    }
}
