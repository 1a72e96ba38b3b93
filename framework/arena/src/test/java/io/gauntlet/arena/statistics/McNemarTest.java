package io.gauntlet.arena.statistics;

import org.apache.commons.math3.util.CombinatoricsUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class McNemarTest {
    /** By hand: twice the binomial tail, at most 1. */
    @ParameterizedTest
    @CsvSource({"0,0,1", "1,0,1", "3,3,1", "5,0,0.0625", "6,0,0.03125", "0,6,0.03125", "9,2,0.0654296875"})
    void theProbabilityIsThatOfAFairCoin(int one, int other, double expected) {
        assertEquals(expected, McNemar.probability(one, other), 1e-12);
    }

    @Test
    void itHoldsForTenThousandDifferences() {
        assertEquals(1, McNemar.probability(5000, 5000), 1e-9);
        // The normal approximation with continuity correction gives z = 1.99.
        assertEquals(0.0466, McNemar.probability(5100, 4900), 5e-4);
        assertTrue(McNemar.probability(10_000, 0) < 1e-300);
    }

    @Test
    void fiveAgainstNoneMayBeChanceAndSixMayNot() {
        assertFalse(McNemar.significant(5, 0));
        assertTrue(McNemar.significant(6, 0));
    }

    @Test
    void negativeCountsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> McNemar.probability(-1, 2));
    }

    @Test
    void itIsTwiceTheSmallerTailOfCoinTosses() {
        for (int one = 0; one <= 30; one++) {
            for (int other = one + 1; other <= 30; other += 3) {
                double tail = 0;
                for (int k = 0; k <= one; k++) {
                    tail += CombinatoricsUtils.binomialCoefficientDouble(one + other, k);
                }
                double expected = 2 * tail * Math.pow(2, -(one + other));
                assertEquals(Math.min(1, expected), McNemar.probability(one, other), 1e-9 * expected);
                assertEquals(McNemar.probability(one, other), McNemar.probability(other, one));
            }
        }
    }
}
