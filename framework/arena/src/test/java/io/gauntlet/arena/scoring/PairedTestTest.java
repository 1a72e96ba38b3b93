package io.gauntlet.arena.scoring;

import org.apache.commons.math3.util.CombinatoricsUtils;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class PairedTestTest {
    @Test
    void theClosedFormOfFewSamplesThatDiffer() {
        assertEquals(1, PairedTest.p(0, 0));
        assertEquals(1, PairedTest.p(3, 3));
        assertEquals(2.0 / 32, PairedTest.p(5, 0), 1e-12);
        assertEquals(2.0 / 64, PairedTest.p(0, 6), 1e-12);
        assertEquals(2 * (1 + 12 + 66) / 4096.0, PairedTest.p(10, 2), 1e-12);
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
                assertEquals(Math.min(1, expected), PairedTest.p(one, other), 1e-9 * expected);
                assertEquals(PairedTest.p(one, other), PairedTest.p(other, one));
            }
        }
    }

    @Test
    void whatStandsHigherIsComparedSampleBySample() {
        double[] upper = {1, 1, 1, 1, 1, 1, 0, 0.5};
        double[] lower = {0, 0, 0, 0, 0, 0, 0, 0.5};
        assertEquals(2.0 / 64, PairedTest.p(upper, lower), 1e-12, "ties say nothing");
        assertEquals(1, PairedTest.p(lower, upper), "the samples favour the other");
        assertEquals(1, PairedTest.p(new double[] {0.1 + 0.2}, new double[] {0.3}), "rounding is no difference");
    }

    /** The worked example of most introductions to Holm's procedure. */
    @Test
    void holmStopsAtTheFirstThatIsNotRejected() {
        assertArrayEquals(
                new boolean[] {true, false, false, true}, PairedTest.rejected(new double[] {0.01, 0.04, 0.03, 0.005}));
        assertArrayEquals(new boolean[] {false, false}, PairedTest.rejected(new double[] {0.026, 0.03}));
        assertArrayEquals(new boolean[] {true, true}, PairedTest.rejected(new double[] {0.05, 0.025}));
        assertArrayEquals(new boolean[0], PairedTest.rejected(new double[0]));
    }
}
