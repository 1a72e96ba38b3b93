package io.gauntlet.arena.scoring;

import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class IntervalTest {
    @Test
    void whereCountsAreWholeItIsTheLibrarysInterval() {
        for (int n : new int[] {1, 7, 100, 10_000}) {
            for (int right = 0; right <= n; right += Math.max(1, n / 13)) {
                ConfidenceInterval expected = new WilsonScoreInterval().createInterval(n, right, 0.95);
                Interval interval = Interval.of(right, n);
                assertEquals(Math.max(0, expected.getLowerBound()), interval.low(), 1e-12);
                assertEquals(Math.min(1, expected.getUpperBound()), interval.high(), 1e-12);
            }
        }
    }

    /** 81 of 263 is the example of Newcombe (1998): 0.2553 to 0.3662. */
    @Test
    void aPublishedExample() {
        Interval interval = Interval.of(81, 263);
        assertEquals(0.2553, interval.low(), 5e-5);
        assertEquals(0.3662, interval.high(), 5e-5);
    }

    @Test
    void sharesOfDrawsLieBetweenTheirNeighbours() {
        Interval between = Interval.of(10.5, 20);
        assertTrue(Interval.of(10, 20).low() < between.low()
                && between.high() < Interval.of(11, 20).high());
        assertEquals(new Interval(0, 1), Interval.of(0, 0));
    }
}
