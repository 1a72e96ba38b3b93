package io.gauntlet.arena.rating;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MaximumEntropyTest {
    /** Jaynes' die of mean 4.5: probabilities proportional to exp(0.37105 i). */
    private static final double[] JAYNES = {0.05435, 0.07877, 0.11416, 0.16545, 0.23977, 0.34749};

    private static double[] strategy(double[][] payoff) {
        return MaximumEntropy.strategy(payoff, OptimalFace.value(payoff));
    }

    private static double entropy(double[] p) {
        return Arrays.stream(p).map(x -> x <= 0 ? 0 : -x * Math.log(x)).sum();
    }

    /** For each face of a die and each column. */
    private static double[][] die(double... meansLessThan) {
        double[][] payoff = new double[6][meansLessThan.length];
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < meansLessThan.length; j++) {
                payoff[i][j] = Double.isNaN(meansLessThan[j]) ? 0 : i + 1 - meansLessThan[j];
            }
        }
        return payoff;
    }

    @Test
    void gamesWithOneEquilibrium() {
        double[][] rockPaperScissors = {{0, -1, 1}, {1, 0, -1}, {-1, 1, 0}};
        assertEquals(0, OptimalFace.value(rockPaperScissors), 1e-12);
        assertArrayEquals(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, strategy(rockPaperScissors), 1e-10);
        assertArrayEquals(new double[] {0.5, 0.5}, strategy(new double[][] {{1, -1}, {-1, 1}}), 1e-10);
        // 2 x 2 without a saddle: the closed form (d - c) / (a - b - c + d).
        assertArrayEquals(new double[] {0.4, 0.6}, strategy(new double[][] {{3, -1}, {0, 8 / 3.0}}), 1e-10);
    }

    @Test
    void dominatedRowsAreNotPlayed() {
        double[][] payoff = {{0.5, 0.2}, {0.1, 0.4}, {0.1, 0.2}, {0, 0}};
        double[] p = strategy(payoff);
        assertArrayEquals(new double[] {0.5, 0.5, 0, 0}, p, 1e-10);
        assertEquals(0.3, OptimalFace.value(payoff), 1e-12);
    }

    @Test
    void ofManyEquilibriaTheMostEven() {
        assertArrayEquals(new double[] {0.25, 0.25, 0.25, 0.25}, strategy(new double[4][3]), 1e-10);
        assertArrayEquals(
                new double[] {1 / 3.0, 0, 1 / 3.0, 1 / 3.0},
                strategy(new double[][] {{0.5, 0.7}, {0.4, 0.9}, {0.5, 0.5}, {0.5, 0.6}}),
                1e-9,
                "all rows that are sure of 0.5");
        assertArrayEquals(new double[] {1}, strategy(new double[][] {{0.3, 0.2}}), 0);
    }

    @Test
    void aMeanThatMustBeHeld() {
        assertArrayEquals(
                JAYNES,
                strategy(new double[][] {{-3.5, 3.5}, {-2.5, 2.5}, {-1.5, 1.5}, {-0.5, 0.5}, {0.5, -0.5}, {1.5, -1.5}}),
                1e-5);
    }

    @Test
    void aMeanThatMayBeExceeded() {
        double[] bound = strategy(die(4.5, Double.NaN));
        assertArrayEquals(JAYNES, bound, 1e-5, "the most even of means from 4.5 on has 4.5");
        double mean = 0;
        for (int i = 0; i < 6; i++) {
            mean += (i + 1) * bound[i];
        }
        assertEquals(4.5, mean, 1e-7);
        double[] free = strategy(die(3, Double.NaN));
        assertArrayEquals(new double[] {1 / 6.0, 1 / 6.0, 1 / 6.0, 1 / 6.0, 1 / 6.0, 1 / 6.0}, free, 1e-7);
    }

    /** Payoffs that are shares of few samples make games with many equilibria and redundant equalities. */
    @Test
    void noOptimalStrategyOfARandomGameIsMoreEven() {
        Draws draws = Seed.of(11).draws();
        for (int game = 0; game < 150; game++) {
            double[][] payoff = new double[1 + draws.index(8)][1 + draws.index(8)];
            int samples = 1 + draws.index(5);
            for (double[] row : payoff) {
                Arrays.setAll(row, j -> draws.index(samples + 1) / (double) samples);
            }
            double value = OptimalFace.value(payoff);
            double[] p = MaximumEntropy.strategy(payoff, value);
            assertEquals(1, Arrays.stream(p).sum(), 1e-9);
            assertTrue(Arrays.stream(OptimalFace.gains(payoff, p)).min().orElseThrow() > value - 1e-9);
            // Along the way to any other optimal strategy the entropy falls.
            double[] other = OptimalFace.interior(payoff, value);
            for (double t : new double[] {1e-3, 0.1, 0.5, 1}) {
                double[] between = new double[p.length];
                Arrays.setAll(between, i -> (1 - t) * p[i] + t * other[i]);
                assertTrue(entropy(between) < entropy(p) + 1e-10, () -> Arrays.deepToString(payoff));
            }
        }
    }

    @Test
    void aLargeGame() {
        Draws draws = Seed.of(12).draws();
        double[][] payoff = new double[40][30];
        for (double[] row : payoff) {
            Arrays.setAll(row, j -> draws.index(101) / 100.0);
        }
        NashAveraging nash = NashAveraging.of(payoff);
        assertTrue(nash.value() > 0.3 && nash.value() < 0.7);
        assertEquals(1, Arrays.stream(nash.defenseWeights()).sum(), 1e-9);
    }
}
