package io.gauntlet.arena.statistics;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ChanceTest {
    @Test
    void theTailIsThatOfTheBinomialDistribution() {
        assertEquals(1, Chance.atLeast(0, 10, 0.3), 1e-12);
        assertEquals(11.0 / 1024, Chance.atLeast(9, 10, 0.5), 1e-12);
        assertEquals(0.023630108886526193, Chance.atLeast(12, 64, 0.1), 1e-12);
        assertEquals(0.5, Chance.atLeast(5000, 10_000, 0.5), 0.01);
    }

    @Test
    void withoutTrialsNothingExceedsChance() {
        assertFalse(Chance.exceeds(0, 0, 0.1));
        assertFalse(Chance.exceeds(11, 64, 0.1));
        assertTrue(Chance.exceeds(12, 64, 0.1));
    }

    @Test
    void theQuantileIsTheSmallestCountThatSuffices() {
        assertEquals(0, Chance.quantile(3, 0.002, 0.99));
        assertEquals(1, Chance.quantile(6, 0.002, 0.99));
        assertEquals(0, Chance.quantile(0, 0.002, 0.99));
        // P(at most 3 of 500) = 0.981, P(at most 4) = 0.996.
        assertEquals(4, Chance.quantile(500, 0.002, 0.99));
    }
}
