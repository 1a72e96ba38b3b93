package io.gauntlet.bench.report;

/**
 * What a ratio should be.
 *
 * @param bound the ratio that is just good enough
 * @param most whether smaller ratios are better
 */
public record Goal(double bound, boolean most) {
    /** For ratios of times: ours / the peer's. */
    public static Goal atMost(double bound) {
        return new Goal(bound, true);
    }

    /** For ratios of rates, and for shares of what is possible. */
    public static Goal atLeast(double bound) {
        return new Goal(bound, false);
    }

    /** Whether a ratio is good enough. */
    public boolean met(double ratio) {
        return most ? ratio <= bound : ratio >= bound;
    }

    /** Such as {@code <= 0.75}. */
    @Override
    public String toString() {
        return (most ? "<= " : ">= ") + Numbers.ratio(bound);
    }
}
