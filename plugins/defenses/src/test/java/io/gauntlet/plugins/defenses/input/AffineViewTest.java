package io.gauntlet.plugins.defenses.input;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class AffineViewTest {
    private static final Picture PICTURE = new Picture(9, 7, 2);
    private static final int LENGTH = 9 * 7 * 2;

    @Test
    void theDerivativeIsTheTranspose() {
        Draws draws = Seed.of(1).draws();
        AffineView view = new AffineView(PICTURE);
        for (int k = 0; k < 20; k++) {
            view.aim(draws.uniform(-40, 40), draws.uniform(0.6, 1.4), draws.uniform(-2, 2), draws.uniform(-2, 2));
            float[] x = new float[LENGTH];
            float[] y = new float[LENGTH];
            draws.fillGaussian(x, 1);
            draws.fillGaussian(y, 1);
            float[] seen = new float[LENGTH];
            float[] back = new float[LENGTH];
            view.apply(x, 0, seen, 0);
            view.back(y, 0, back, 0);
            assertEquals(dot(seen, y), dot(x, back), 1e-5 * LENGTH);
        }
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    @Test
    void aMoveByWholePixelsMoves() {
        AffineView view = new AffineView(new Picture(3, 3, 1));
        view.aim(0, 1, 1, 0);
        float[] seen = new float[9];
        view.apply(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 0, seen, 0);
        assertArrayEquals(new float[] {0, 0, 0, 1, 2, 3, 4, 5, 6}, seen, 1e-6f);
    }

    @Test
    void aQuarterTurnIsCounterClockwise() {
        AffineView view = new AffineView(new Picture(3, 3, 1));
        view.aim(90, 1, 0, 0);
        float[] seen = new float[9];
        view.apply(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 0, seen, 0);
        assertArrayEquals(new float[] {3, 6, 9, 2, 5, 8, 1, 4, 7}, seen, 1e-5f);
    }
}
