package io.gauntlet.arena.statistics;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.stat.inference.AlternativeHypothesis;
import org.apache.commons.math3.stat.inference.BinomialTest;

/** Whether a count is more than chance explains: the exact one-sided binomial test. */
public final class Chance {
    private Chance() {}

    /**
     * The probability of at least so many successes.
     *
     * @param successes at least 0
     * @param trials at least as many
     * @param share the probability of each, in (0,1)
     */
    public static double atLeast(int successes, int trials, double share) {
        return new BinomialTest().binomialTest(trials, successes, share, AlternativeHypothesis.GREATER_THAN);
    }

    /**
     * The smallest count that successes stay at or below with the given probability.
     *
     * @param trials at least 0
     * @param share the probability of each, in [0,1]
     * @param level such as 0.99
     */
    public static int quantile(int trials, double share, double level) {
        return new BinomialDistribution(null, trials, share).inverseCumulativeProbability(level);
    }

    /** Whether so many would be rarer than {@link McNemar#SIGNIFICANT}. */
    public static boolean exceeds(int successes, int trials, double share) {
        return trials > 0 && atLeast(successes, trials, share) < McNemar.SIGNIFICANT;
    }
}
