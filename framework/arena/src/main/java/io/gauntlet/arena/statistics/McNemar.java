package io.gauntlet.arena.statistics;

import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * McNemar's exact test of two paired shares: whether samples that differ between the two lean to one side more than a
 * fair coin would (Q. McNemar, Psychometrika 12, 1947; exact by the binomial distribution).
 */
public final class McNemar {
    /** Differences with a smaller probability under chance alone are called significant. */
    public static final double SIGNIFICANT = 0.05;

    private McNemar() {}

    /**
     * The two-sided probability of a split at least as uneven as this one, were both sides equally likely.
     *
     * @param one samples that only the first has, at least 0
     * @param other samples that only the second has, at least 0
     * @return in (0,1]; 1 when nothing differs
     */
    public static double probability(int one, int other) {
        if (one < 0 || other < 0) {
            throw new IllegalArgumentException("Counts are at least 0, not " + one + " and " + other + ".");
        }
        int less = Math.min(one, other);
        return Math.min(1, 2 * new BinomialDistribution(null, one + other, 0.5).cumulativeProbability(less));
    }

    /** Whether such a split would be rarer than {@link #SIGNIFICANT} under chance alone. */
    public static boolean significant(int one, int other) {
        return probability(one, other) < SIGNIFICANT;
    }
}
