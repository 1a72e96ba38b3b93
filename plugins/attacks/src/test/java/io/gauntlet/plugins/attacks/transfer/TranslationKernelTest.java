package io.gauntlet.plugins.attacks.transfer;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class TranslationKernelTest {
    @Test
    void aPointBecomesTheKernelInItsOwnChannel() {
        float[] values = new float[2 + 7 * 7 * 2];
        values[2 + (3 * 7 + 3) * 2 + 1] = 1;
        new TranslationKernel(5, 7, 7, 2).apply(values, 2);
        double[] line = new double[5];
        double sum = 0;
        for (int i = 0; i < 5; i++) {
            // Five places over three standard deviations to either side.
            line[i] = Math.exp(-0.5 * Math.pow(1.5 * (i - 2), 2));
            sum += line[i];
        }
        for (int y = 0; y < 7; y++) {
            for (int x = 0; x < 7; x++) {
                boolean reached = Math.abs(y - 3) <= 2 && Math.abs(x - 3) <= 2;
                double expected = reached ? line[y - 1] * line[x - 1] / (sum * sum) : 0;
                int at = 2 + (y * 7 + x) * 2;
                assertEquals(expected, values[at + 1], 1e-6);
                assertEquals(0, values[at]);
            }
        }
    }

    @Test
    void nothingLiesBeyondTheEdge() {
        float[] values = {1, 1, 1, 1};
        new TranslationKernel(3, 2, 2, 1).apply(values, 0);
        double side = Math.exp(-4.5);
        double kept = (1 + side) / (1 + 2 * side);
        assertEquals(kept * kept, values[0], 1e-6);
    }

    @Test
    void oneChangesNothing() {
        float[] values = {1, 2, 3, 4};
        new TranslationKernel(1, 2, 2, 1).apply(values, 0);
        new TranslationKernel(3, 4).apply(values, 0);
        assertArrayEquals(new float[] {1, 2, 3, 4}, values);
    }
}
