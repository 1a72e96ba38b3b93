package io.gauntlet.api;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What is drawn from seeds. */
class SeedTest {
    private static final int SEEDS = 20_000;

    /** Java 17 seeds this generator by bytes so badly that a third of them start alike. */
    @Test
    void differentSeedsStartDifferently() {
        Set<Double> first = new HashSet<>();
        for (int i = 0; i < SEEDS; i++) {
            first.add(Seed.of(1).derive("row", i).draws().uniform(0, 1));
        }
        assertEquals(SEEDS, first.size());
    }

    @Test
    void everyJavaDrawsTheSame() {
        Draws draws = Seed.of(1).draws();
        assertEquals(469_546, draws.index(1_000_000));
        assertEquals(0.434892713405269, draws.gaussian());
    }
}
