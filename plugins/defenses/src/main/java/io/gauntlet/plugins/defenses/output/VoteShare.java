package io.gauntlet.plugins.defenses.output;

import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.inference.AlternativeHypothesis;
import org.apache.commons.math3.stat.inference.BinomialTest;

/** What can be said of a class's probability from its votes. */
final class VoteShare {
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    private VoteShare() {}

    /** The logarithm of a share that is never 0. */
    static double logarithm(int count, int votes, int classes) {
        return Math.log((count + 0.5) / (votes + 0.5 * classes));
    }

    /** The count that {@link #logarithm} was made of. */
    static int count(double logarithm, int votes, int classes) {
        return (int) Math.round(Math.exp(logarithm) * (votes + 0.5 * classes) - 0.5);
    }

    /** What the probability is not below, save with the chance {@code alpha}: the one-sided bound of Clopper and Pearson. */
    static double lowerBound(int count, int votes, double alpha) {
        return count == 0
                ? 0
                : new BetaDistribution(null, count, votes - count + 1.0).inverseCumulativeProbability(alpha);
    }

    /** The standard normal quantile. */
    static double quantile(double probability) {
        return NORMAL.inverseCumulativeProbability(probability);
    }

    /** How likely the lead of {@code first} over {@code second} is to be chance, both being equally probable. */
    static double chance(int first, int second) {
        // The library counts the middle twice where both are equal.
        return Math.min(
                1, new BinomialTest().binomialTest(first + second, first, 0.5, AlternativeHypothesis.TWO_SIDED));
    }
}
