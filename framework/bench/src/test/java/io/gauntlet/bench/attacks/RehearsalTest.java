package io.gauntlet.bench.attacks;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RehearsalTest {
    @Test
    void noSampleIsMeasuredAndRehearsed() {
        assertEquals(200, new Rehearsal(0, 200).first());
        assertEquals(263, new Rehearsal(63, 200).first(), "there are not enough before them");
        assertEquals(0, new Rehearsal(64, 200).first());
        Rehearsal before = new Rehearsal(70, 5);
        for (int time = 0; time < 6; time++) {
            assertTrue(before.first() + before.next() <= 70);
        }
    }

    @Test
    void slowAttacksAreRehearsedOnOneSampleAndQuickOnesForASecond() {
        Rehearsal rehearsal = new Rehearsal(0, 200);
        assertTrue(rehearsal.goesOn(100), "once at least");
        assertEquals(1, rehearsal.next());
        assertFalse(rehearsal.goesOn(100));
        assertTrue(rehearsal.goesOn(0.5));
        assertEquals(4, rehearsal.next());
        assertEquals(16, rehearsal.next());
        assertEquals(64, rehearsal.next());
        assertEquals(64, rehearsal.next());
        assertFalse(rehearsal.goesOn(1.0));
    }
}
