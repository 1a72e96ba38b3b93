package io.gauntlet.bench.attacks;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class DifferenceTest {
    /** Eight samples of a hundred fell to one attack alone and two to the other: 6 points, deviation 0.31205. */
    @Test
    void theIntervalIsThatOfPairedSamples() {
        double[] differences = new double[100];
        for (int i = 0; i < 8; i++) {
            differences[i] = -1;
        }
        differences[10] = 1;
        differences[11] = 1;
        Difference difference = Difference.of(differences);
        assertEquals(-0.06, difference.mean(), 1e-12);
        assertEquals(-0.06 - 1.96 * 0.031205, difference.from(), 1e-5);
        assertEquals(-0.06 + 1.96 * 0.031205, difference.to(), 1e-5);
    }

    @Test
    void twoThatAlwaysAgreeAreEqualForSure() {
        assertEquals(new Difference(0, 0, 0), Difference.of(new double[50]));
    }
}
