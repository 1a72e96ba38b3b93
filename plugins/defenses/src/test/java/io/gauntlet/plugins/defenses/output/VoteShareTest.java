package io.gauntlet.plugins.defenses.output;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class VoteShareTest {
    @Test
    void countsComeBackFromLogarithms() {
        for (int count = 0; count <= 1000; count++) {
            float logit = (float) VoteShare.logarithm(count, 1000, 10);
            assertEquals(count, VoteShare.count(logit, 1000, 10));
        }
    }

    /** With all votes for a class, the bound is the n-th root of alpha; half of them give the beta quantile. */
    @Test
    void theBoundIsClopperPearsons() {
        assertEquals(Math.pow(0.001, 0.01), VoteShare.lowerBound(100, 100, 0.001), 1e-9);
        assertEquals(0, VoteShare.lowerBound(0, 100, 0.001));
        assertEquals(0.3983211, VoteShare.lowerBound(50, 100, 0.025), 1e-6);
    }

    @Test
    void aLeadOfOneIsChance() {
        assertEquals(1, VoteShare.chance(50, 50), 1e-9);
        assertEquals(2 * Math.pow(0.5, 10), VoteShare.chance(10, 0), 1e-9);
    }

    @Test
    void quantilesAreNormal() {
        assertEquals(1.959964, VoteShare.quantile(0.975), 1e-6);
    }
}
