package io.gauntlet.arena.scoring;

import java.util.Comparator;
import java.util.stream.IntStream;

import io.gauntlet.arena.statistics.McNemar;

/**
 * Whether two players differ by more than the luck of the samples on which both were measured.
 *
 * <p>The exact test of McNemar (Psychometrika 12, 1947, with the binomial distribution in the place of its
 * approximation): were the two equal, each sample on which they differ would favour either with the same chance. Where
 * scores are no bits, as of defenders that draw, the same is the exact sign test on the samples' differences.
 */
final class PairedTest {
    /** The chance at which differences are shown between players that do not differ: over all of a ranking together. */
    static final double LEVEL = 0.05;

    /** Sums of shares that differ by less are equal. */
    private static final double ROUNDING = 1e-9;

    private PairedTest() {}

    /**
     * The two-sided p-value of one being better than the other.
     *
     * @param upper scores of the player that stands higher, one for each sample
     * @param lower scores of the other on the same samples
     */
    static double p(double[] upper, double[] lower) {
        Differing differing = Differing.of(upper, lower);
        // Who stands higher although fewer samples favour it is not told apart by them.
        return differing.first <= differing.second ? 1 : McNemar.probability(differing.first, differing.second);
    }

    /** The two-sided p-value of two differing, of whom neither is known to stand higher. */
    static double unordered(double[] first, double[] second) {
        Differing differing = Differing.of(first, second);
        return McNemar.probability(differing.first, differing.second);
    }

    /** How many samples favour each of two. */
    private record Differing(int first, int second) {
        static Differing of(double[] first, double[] second) {
            int one = 0;
            int other = 0;
            for (int i = 0; i < first.length; i++) {
                double difference = first[i] - second[i];
                one += difference > ROUNDING ? 1 : 0;
                other += difference < -ROUNDING ? 1 : 0;
            }
            return new Differing(one, other);
        }
    }

    /**
     * Which of several hypotheses of equality are rejected at {@link #LEVEL} jointly, by the step-down procedure of Holm
     * (Scandinavian Journal of Statistics 6, 1979).
     */
    static boolean[] rejected(double[] p) {
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(i -> i)
                .toArray();
        boolean[] rejected = new boolean[p.length];
        for (int i = 0; i < order.length && p[order[i]] <= LEVEL / (order.length - i); i++) {
            rejected[order[i]] = true;
        }
        return rejected;
    }
}
