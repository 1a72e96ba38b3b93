package io.gauntlet.arena.rating;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DefenderMixtureTest {
    /** Whoever is attacked the other one withstands: half and half keeps half of all, where each alone keeps nothing. */
    @Test
    void twoThatFallToDifferentExamplesKeepHalf() {
        double[][] sample = {{1, 0}, {0, 1}};
        DefenderMixture mixture = DefenderMixture.of(new double[][][] {sample, sample, sample});
        assertEquals(0.5, mixture.guaranteed(), 1e-9);
        assertArrayEquals(new double[] {0.5, 0.5}, mixture.weights(), 1e-9);
        assertArrayEquals(new double[] {0, 0}, mixture.alone(), 1e-9);
    }

    /** One sample falls with both at once, one only to examples for the first, one to none. */
    @Test
    void whoLosesLessEverywhereAnswersAlone() {
        DefenderMixture mixture =
                DefenderMixture.of(new double[][][] {{{1, 1}}, {{1, 0}, {0, 0}}, {{0, 0}}, {{0.5, 0.25}}});
        assertEquals(1 - 1.25 / 4, mixture.guaranteed(), 1e-12);
        assertArrayEquals(new double[] {0, 1}, mixture.weights());
        assertArrayEquals(new double[] {1 - 2.5 / 4, 1 - 1.25 / 4}, mixture.alone(), 1e-12);
    }

    /** The solver against a fine grid of all mixtures of three. */
    @Test
    void noMixtureKeepsMore() {
        Random random = new Random(7);
        for (int trial = 0; trial < 20; trial++) {
            double[][][] lost = new double[40][4][3];
            for (double[][] sample : lost) {
                for (double[] example : sample) {
                    Arrays.setAll(example, d -> random.nextInt(3) / 2.0 * random.nextInt(2));
                }
            }
            DefenderMixture mixture = DefenderMixture.of(lost);
            assertEquals(1, Arrays.stream(mixture.weights()).sum(), 1e-9);
            assertEquals(DefenderMixture.kept(lost, mixture.weights()), mixture.guaranteed(), 1e-12);
            double best = 0;
            for (int i = 0; i <= 50; i++) {
                for (int j = 0; j <= 50 - i; j++) {
                    double[] other = {i / 50.0, j / 50.0, (50 - i - j) / 50.0};
                    best = Math.max(best, DefenderMixture.kept(lost, other));
                }
            }
            assertTrue(mixture.guaranteed() > best - 1e-9, mixture.guaranteed() + " < " + best);
            assertTrue(mixture.guaranteed() < best + 0.05, "the grid is that fine");
        }
    }
}
