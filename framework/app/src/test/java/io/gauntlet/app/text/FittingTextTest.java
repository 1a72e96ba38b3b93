package io.gauntlet.app.text;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.gauntlet.arena.event.Event;

import static org.junit.jupiter.api.Assertions.assertEquals;

class FittingTextTest {
    private static String after(long queries, long gradients, UUID... surrogates) {
        return FittingText.after(new Event.Fitting(queries, gradients, List.of(surrogates)));
    }

    @Test
    void onlyWhatWasDoneIsTold() {
        UUID one = new UUID(0, 1);
        assertEquals("", FittingText.after(null));
        assertEquals("", after(0, 0));
        assertEquals("; before it the attack was given 1 trained network", after(0, 0, one));
        assertEquals(
                "; before it the attack was given 2 trained networks and asked 1 query and 12,000 gradients",
                after(1, 12_000, one, new UUID(0, 2)));
        assertEquals("; before it the attack asked 300 queries", after(300, 0));
    }
}
