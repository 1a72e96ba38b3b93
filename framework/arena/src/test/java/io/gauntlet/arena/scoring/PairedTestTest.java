package io.gauntlet.arena.scoring;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class PairedTestTest {
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
