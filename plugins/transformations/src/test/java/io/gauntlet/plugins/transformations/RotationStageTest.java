package io.gauntlet.plugins.transformations;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RotationStageTest {
    @ParameterizedTest
    @CsvSource({"28,28,1,15", "7,12,3,180", "1,5,2,90", "32,32,3,45", "1,1,1,180", "4,3,1,1e-9"})
    void agreesWithTheDefinition(int h, int w, int c, double degrees) {
        int n = 5;
        float[] x = Batches.values(n * h * w * c, 1, 0, 1);
        RowDraws draws = Batches.draws(3, 1, 4, 1, 5);
        try (RotationStage stage = new RotationStage(degrees, new long[] {h, w, c})) {
            float[] y = Batches.values(stage.forward(Batches.batch(x, n, h, w, c), draws));
            for (int row = 0; row < n; row++) {
                double angle = Math.toRadians(draws.of(row).uniform(-degrees, degrees));
                for (int i = 0; i < h * w * c; i++) {
                    double expected = naive(x, row, h, w, c, i / c / w, i / c % w, i % c, angle);
                    assertEquals(expected, y[row * h * w * c + i], 1e-6, "row " + row + ", value " + i);
                }
            }
        }
    }

    @Test
    void turnsCounterClockwiseForPositiveAngles() {
        // A dot to the right of the centre.
        float[] x = new float[25];
        x[2 * 5 + 4] = 1;
        RowDraws draws = row -> Seed.of(positiveSeed()).draws();
        try (RotationStage stage = new RotationStage(90, new long[] {5, 5, 1})) {
            float[] y = Batches.values(stage.forward(Batches.batch(x, 1, 5, 5, 1), draws));
            float above = 0;
            float below = 0;
            for (int i = 0; i < 10; i++) {
                above += y[i];
                below += y[15 + i];
            }
            assertTrue(above > below, above + " above, " + below + " below");
        }
    }

    @Test
    void whiteStaysWithinRange() {
        int n = 40;
        float[] x = new float[n * 28 * 28];
        Arrays.fill(x, 1);
        int[] samples = IntStream.range(0, n).toArray();
        try (RotationStage stage = new RotationStage(180, new long[] {28, 28, 1})) {
            for (float value : Batches.values(stage.forward(Batches.batch(x, n, 28, 28, 1), Batches.draws(samples)))) {
                assertTrue(value >= 0 && value <= 1, "value " + value);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"28,28,1,15", "7,12,3,180", "1,5,2,90"})
    void theDerivativeIsTheAdjoint(int h, int w, int c, double degrees) {
        int n = 3;
        float[] u = Batches.values(n * h * w * c, 1, -1, 1);
        float[] v = Batches.values(n * h * w * c, 2, -1, 1);
        RowDraws draws = Batches.draws(0, 1, 2);
        try (RotationStage stage = new RotationStage(degrees, new long[] {h, w, c})) {
            INDArray x = Batches.batch(u, n, h, w, c);
            // The map is linear: J u is forward(u).
            double left = Batches.dot(Batches.values(stage.forward(x, draws)), v);
            double right = Batches.dot(u, Batches.values(stage.vjp(x, Batches.batch(v, n, h, w, c), draws)));
            assertEquals(left, right, 1e-5 * (1 + Math.abs(left)));
        }
    }

    @Test
    void theDerivativeAgreesWithFiniteDifferences() {
        float[] x = Batches.values(2 * 6 * 5 * 2, 1, 0.2f, 0.8f);
        try (RotationStage stage = new RotationStage(60, new long[] {6, 5, 2})) {
            FiniteDifferences.check(stage, x, new long[] {2, 6, 5, 2}, Batches.draws(7, 8), 1e-3);
        }
    }

    @Test
    void angleZeroIsTheIdentityAndDrawsNothing() {
        float[] x = Batches.values(2 * 28 * 27 * 3, 1, 0, 1);
        INDArray batch = Batches.batch(x, 2, 28, 27, 3);
        try (RotationStage stage = new RotationStage(0, new long[] {28, 27, 3})) {
            assertFalse(stage.randomised());
            assertArrayEquals(x, Batches.values(stage.forward(batch, RowDraws.none())));
            assertArrayEquals(x, Batches.values(stage.vjp(batch, batch, RowDraws.none())));
        }
    }

    @Test
    void refusesWhatIsNoPicture() {
        assertThrows(IllegalArgumentException.class, () -> new RotationStage(15, new long[] {784}));
        assertThrows(IllegalArgumentException.class, () -> new Rotation(181));
        assertThrows(IllegalArgumentException.class, () -> new Rotation(Double.NaN));
    }

    private static long positiveSeed() {
        long seed = 0;
        while (Seed.of(seed).draws().uniform(-90, 90) < 45) {
            seed++;
        }
        return seed;
    }

    /** The value of an output pixel: the sum over all input pixels of the bilinear hat around its source point. */
    private static double naive(float[] x, int row, int h, int w, int c, int i, int j, int channel, double angle) {
        double dy = i - (h - 1) / 2.0;
        double dx = j - (w - 1) / 2.0;
        double sourceX = (w - 1) / 2.0 + Math.cos(angle) * dx - Math.sin(angle) * dy;
        double sourceY = (h - 1) / 2.0 + Math.sin(angle) * dx + Math.cos(angle) * dy;
        double sum = 0;
        for (int p = 0; p < h; p++) {
            for (int q = 0; q < w; q++) {
                double hat = Math.max(0, 1 - Math.abs(sourceY - p)) * Math.max(0, 1 - Math.abs(sourceX - q));
                sum += hat * x[((row * h + p) * w + q) * c + channel];
            }
        }
        return sum;
    }
}
