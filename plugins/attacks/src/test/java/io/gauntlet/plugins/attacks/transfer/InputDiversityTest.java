package io.gauntlet.plugins.attacks.transfer;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class InputDiversityTest {
    private static final int HEIGHT = 9;
    private static final int WIDTH = 7;
    private static final int CHANNELS = 3;
    private static final int LENGTH = HEIGHT * WIDTH * CHANNELS;

    @Test
    void theTransposedMapGivesTheSameProducts() {
        InputDiversity diversity = new InputDiversity(1, 0.5, HEIGHT, WIDTH, CHANNELS);
        diversity.rows(2);
        for (int trial = 0; trial < 50; trial++) {
            Draws draws = Seed.of(trial).draws();
            diversity.draw(1, draws);
            float[] x = random(draws);
            float[] y = random(draws);
            float[] changed = new float[2 * LENGTH];
            float[] back = new float[2 * LENGTH];
            diversity.apply(1, x, changed);
            diversity.transpose(1, y, back);
            double left = product(changed, y);
            assertEquals(left, product(x, back), 1e-5 * Math.max(1, Math.abs(left)));
        }
    }

    @Test
    void aGreyPictureKeepsItsGreyAndGetsABlackFrame() {
        InputDiversity diversity = new InputDiversity(1, 0.6, 10, 10, 1);
        diversity.rows(1);
        Set<Integer> sizes = new HashSet<>();
        float[] grey = new float[100];
        Arrays.fill(grey, 0.5f);
        for (int trial = 0; trial < 60; trial++) {
            float[] changed = new float[100];
            diversity.draw(0, Seed.of(trial).draws());
            diversity.apply(0, grey, changed);
            int kept = 0;
            for (float value : changed) {
                assertTrue(value == 0 || Math.abs(value - 0.5f) < 1e-6, "a grey of " + value);
                kept += value == 0 ? 0 : 1;
            }
            sizes.add(kept);
        }
        assertEquals(Set.of(36, 49, 64, 81), sizes);
    }

    @Test
    void everySecondPictureIsLeftAlone() {
        InputDiversity diversity = new InputDiversity(0.5, 0.9, 28, 28, 1);
        diversity.rows(1);
        float[] white = new float[784];
        Arrays.fill(white, 1f);
        int same = 0;
        for (int trial = 0; trial < 400; trial++) {
            float[] changed = new float[784];
            diversity.draw(0, Seed.of(trial).draws());
            diversity.apply(0, white, changed);
            same += Arrays.equals(white, changed) ? 1 : 0;
        }
        assertTrue(same > 160 && same < 240, same + " of 400");
    }

    @Test
    void whatIsNoPictureIsLeftAlone() {
        assertFalse(new InputDiversity(1, 0.5, 20).active());
        assertFalse(new InputDiversity(1, 1, 28, 28, 1).active());
        assertTrue(new InputDiversity(0.1, 0.9, 28, 28, 1).active());
    }

    /** By hand: centres of four values, at 0.25, 1 and so on apart, halved. */
    @Test
    void resizingIsBilinearBetweenCentres() {
        Resizing half = new Resizing(4, 2);
        assertEquals(0, half.low(0));
        assertEquals(1, half.high(0));
        assertEquals(0.5f, half.share(0));
        assertEquals(2, half.low(1));
        assertEquals(0.5f, half.share(1));
        Resizing same = new Resizing(3, 3);
        assertArrayEquals(new float[] {0, 0, 0}, new float[] {same.share(0), same.share(1), same.share(2)});
    }

    private static float[] random(Draws draws) {
        float[] values = new float[2 * LENGTH];
        draws.fillGaussian(values, 1);
        Arrays.fill(values, 0, LENGTH, 0f);
        return values;
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
