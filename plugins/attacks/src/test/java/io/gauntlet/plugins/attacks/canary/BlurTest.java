package io.gauntlet.plugins.attacks.canary;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.plugins.attacks.support.OneSample;
import io.gauntlet.testkit.AttackContract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BlurTest extends AttackContract<Blur.Parameters> {
    @Override
    protected AttackFactory<Blur.Parameters> factory() {
        return new AttackFactory<>(Blur.INFO, Blur.Parameters.class, Blur::new);
    }

    @Override
    protected Blur.Parameters parameters() {
        return new Blur.Parameters(20, 0);
    }

    @Override
    protected boolean draws() {
        return false;
    }

    @Test
    void samplesThatAreNoPicturesAreRefused() {
        Blur attack = new Blur(parameters());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> OneSample.play(Blur.INFO, attack, Norm.LINF, 0.5))
                .getMessage()
                .contains("height x width x channels"));
    }

    /** A point becomes the product of two Gaussians, whose values at 0, 1 and 2 pixels are those of the density. */
    @Test
    void aPointBecomesAGaussian() {
        int size = 15;
        float[] picture = new float[size * size];
        picture[7 * size + 7] = 1f;
        float[] blurred = new float[size * size];
        new GaussianFilter(size, size, 1).apply(picture, blurred, 0, 1.0);
        double peak = 0.398942 * 0.398942;
        assertEquals(peak, blurred[7 * size + 7], 1e-4);
        assertEquals(peak * Math.exp(-0.5), blurred[7 * size + 8], 1e-4);
        assertEquals(peak * Math.exp(-2.5), blurred[5 * size + 6], 1e-4);
    }

    /** Mirrored edges keep the sum, however wide the filter, and channels do not mix. */
    @Test
    void aWideFilterLeavesTheMeanOfEachChannel() {
        float[] picture = {0, 1, 0.5f, 1, 0.5f, 0, 0, 1, 1, 0, 0, 1};
        float[] blurred = new float[picture.length];
        new GaussianFilter(2, 3, 2).apply(picture, blurred, 0, 30);
        float[] expected = new float[picture.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (i % 2 == 0 ? 2f : 4f) / 6;
        }
        assertArrayEquals(expected, blurred, 1e-3f);
    }
}
