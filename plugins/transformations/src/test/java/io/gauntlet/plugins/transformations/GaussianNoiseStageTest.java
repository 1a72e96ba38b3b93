package io.gauntlet.plugins.transformations;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Draws;
import io.gauntlet.api.RowDraws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class GaussianNoiseStageTest {
    private static final long[] SHAPE = {6, 5, 3};
    private static final int LENGTH = 90;

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 2})
    void addsTheRowsNoiseAndClips(double sigma) {
        float[] x = Batches.values(4 * LENGTH, 1, 0, 1);
        RowDraws draws = Batches.draws(4, 9, 4, 2);
        try (GaussianNoiseStage stage = new GaussianNoiseStage(sigma, SHAPE)) {
            float[] y = Batches.values(stage.forward(Batches.batch(x, 4, 6, 5, 3), draws));
            for (int row = 0; row < 4; row++) {
                Draws stream = draws.of(row);
                for (int i = row * LENGTH; i < (row + 1) * LENGTH; i++) {
                    double expected = Math.min(1, Math.max(0, x[i] + sigma * stream.gaussian()));
                    assertEquals(expected, y[i], 1e-6);
                }
            }
        }
    }

    @Test
    void hasTheDeviationAsked() {
        int n = 200;
        float[] x = new float[n * LENGTH];
        Arrays.fill(x, 0.5f);
        int[] samples = IntStream.range(0, n).toArray();
        try (GaussianNoiseStage stage = new GaussianNoiseStage(0.05, SHAPE)) {
            double squares = 0;
            for (float y : Batches.values(stage.forward(Batches.batch(x, n, 6, 5, 3), Batches.draws(samples)))) {
                squares += (y - 0.5) * (y - 0.5);
            }
            assertEquals(0.05, Math.sqrt(squares / x.length), 0.002);
        }
    }

    @Test
    void theDerivativeAgreesWithFiniteDifferences() {
        long[] batch = {2, 6, 5, 3};
        RowDraws draws = Batches.draws(1, 2);
        float[] x = awayFromTheClip(Batches.values(2 * LENGTH, 1, 0, 1), draws, 0.5);
        try (GaussianNoiseStage stage = new GaussianNoiseStage(0.5, SHAPE)) {
            FiniteDifferences.check(stage, x, batch, draws, 1e-3);
            float[] ones = new float[x.length];
            Arrays.fill(ones, 1);
            float[] mask = Batches.values(stage.vjp(Batches.batch(x, batch), Batches.batch(ones, batch), draws));
            double passed = Batches.dot(mask, ones);
            assertTrue(passed > 20 && passed < 160, "some values are clipped, some not: " + passed);
        }
    }

    @Test
    void theDerivativeIsTheAdjoint() {
        float[] x = Batches.values(2 * LENGTH, 1, 0, 1);
        float[] u = Batches.values(2 * LENGTH, 2, -1, 1);
        float[] v = Batches.values(2 * LENGTH, 3, -1, 1);
        RowDraws draws = Batches.draws(1, 2);
        try (GaussianNoiseStage stage = new GaussianNoiseStage(0.5, SHAPE)) {
            INDArray batch = Batches.batch(x, 2, 6, 5, 3);
            // The Jacobian is a diagonal of zeros and ones, hence symmetric.
            float[] ju = Batches.values(stage.vjp(batch, Batches.batch(u, 2, 6, 5, 3), draws));
            float[] jv = Batches.values(stage.vjp(batch, Batches.batch(v, 2, 6, 5, 3), draws));
            assertEquals(Batches.dot(ju, v), Batches.dot(u, jv), 1e-6);
        }
    }

    @Test
    void deviationZeroIsTheIdentityAndDrawsNothing() {
        float[] x = Batches.values(2 * LENGTH, 1, 0, 1);
        x[0] = 0;
        x[1] = 1;
        INDArray batch = Batches.batch(x, 2, 6, 5, 3);
        try (GaussianNoiseStage stage = new GaussianNoiseStage(0, SHAPE)) {
            assertFalse(stage.randomised());
            assertArrayEquals(x, Batches.values(stage.forward(batch, RowDraws.none())));
            assertArrayEquals(x, Batches.values(stage.vjp(batch, batch, RowDraws.none())));
        }
        assertThrows(IllegalArgumentException.class, () -> new GaussianNoise(-0.1));
    }

    /** Moves values whose noisy value is so near to 0 or 1 that a finite difference would straddle the clip. */
    private static float[] awayFromTheClip(float[] x, RowDraws draws, double sigma) {
        for (int row = 0; row < x.length / LENGTH; row++) {
            Draws stream = draws.of(row);
            for (int i = row * LENGTH; i < (row + 1) * LENGTH; i++) {
                double noisy = x[i] + sigma * stream.gaussian();
                if (Math.min(Math.abs(noisy), Math.abs(noisy - 1)) < 0.02) {
                    x[i] += x[i] < 0.5 ? 0.05f : -0.05f;
                }
            }
        }
        return x;
    }
}
