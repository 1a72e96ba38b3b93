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

    /** Where 101 (1 - p)^100 is 1/20. */
    @Test
    void ofNoSuccessTheSequenceIsKnownInClosedForm() {
        Interval none = Interval.anytime(0, 100);
        assertEquals(0, none.low());
        assertEquals(1 - Math.pow(0.05 / 101, 0.01), none.high(), 1e-8);
        Interval all = Interval.anytime(100, 100);
        assertEquals(1, all.high());
        assertEquals(1 - none.high(), all.low(), 1e-8);
        assertEquals(new Interval(0, 1), Interval.anytime(0, 0));
        assertTrue(Interval.anytime(50, 100).width() > Interval.of(50, 100).width(), "looking often has its price");
    }

    /** Somebody who looks after every sample and stops at the worst moment is wrong in at most 5 % of all cases. */
    @Test
    void theSequenceHoldsWheneverOneLooks() {
        java.util.Random random = new java.util.Random(3);
        for (double share : new double[] {0.02, 0.3, 0.5}) {
            int missed = 0;
            for (int run = 0; run < 300; run++) {
                int successes = 0;
                boolean out = false;
                for (int n = 1; n <= 500 && !out; n++) {
                    successes += random.nextDouble() < share ? 1 : 0;
                    Interval interval = Interval.anytime(successes, n);
                    out = interval.low() > share || interval.high() < share;
                }
                missed += out ? 1 : 0;
            }
            assertTrue(missed <= 22, missed + " of 300 missed " + share); // 15 expected at most
        }
    }
}
