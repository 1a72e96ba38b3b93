package io.gauntlet.plugins.attacks.rows;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DirectionsTest {
    private static final int MANY = 4000;

    private final Directions directions = new Directions();

    private float[] draw(Draws draws, int length) {
        float[] drawn = new float[length];
        directions.normal(draws, drawn, length);
        return drawn;
    }

    @Test
    void valuesAreStandardNormalAndIndependentOfEachOther() {
        Draws draws = Seed.of(3).draws();
        double mean = 0;
        double square = 0;
        double fourth = 0;
        double neighbours = 0;
        for (int n = 0; n < MANY; n++) {
            float[] drawn = draw(draws, 50);
            for (int i = 1; i < 50; i++) {
                mean += drawn[i];
                square += drawn[i] * drawn[i];
                fourth += Math.pow(drawn[i], 4);
                neighbours += drawn[i] * drawn[i - 1];
            }
        }
        double count = MANY * 49.0;
        assertEquals(0, mean / count, 0.02);
        assertEquals(1, square / count, 0.03);
        assertEquals(3, fourth / count, 0.2);
        assertEquals(0, neighbours / count, 0.02);
    }

    /** Nothing but chance makes two of them alike: the cosine's deviation is one over the root of the length. */
    @Test
    void directionsPointAllAround() {
        Draws draws = Seed.of(4).draws();
        float[] before = draw(draws, 784);
        double squares = 0;
        for (int n = 0; n < MANY; n++) {
            float[] now = draw(draws, 784);
            double product = 0;
            for (int i = 0; i < 784; i++) {
                product += now[i] * before[i];
            }
            squares += product * product;
            before = now;
        }
        assertEquals(784, squares / MANY, 80);
    }

    @Test
    void equalDrawsGiveEqualDirectionsAndLongOnesTakeFurtherRuns() {
        assertArrayEquals(draw(Seed.of(5).draws(), 10_000), draw(Seed.of(5).draws(), 10_000));
        float[] drawn = draw(Seed.of(6).draws(), 8192);
        assertFalse(Arrays.equals(Arrays.copyOf(drawn, 4096), Arrays.copyOfRange(drawn, 4096, 8192)));
        assertTrue(drawn[8191] != 0);
    }
}
