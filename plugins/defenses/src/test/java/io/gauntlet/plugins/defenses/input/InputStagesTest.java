package io.gauntlet.plugins.defenses.input;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.model.Stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class InputStagesTest {
    private static final RowDraws DRAWS = row -> Seed.of(row).draws();

    private static float[] through(Stage stage, float[] values, long... shape) {
        try (stage;
                INDArray x = Nd4j.create(DataType.FLOAT, shape)) {
            Floats.put(values, x);
            float[] y = new float[values.length];
            Floats.get(stage.forward(x, DRAWS), y);
            return y;
        }
    }

    private static float[] gradual(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) i / length;
        }
        return values;
    }

    @Test
    void fewBitsAreRoundedTo() {
        float[] y = through(BitDepth.stage(1, new long[] {4}), new float[] {0, 0.49f, 0.51f, 1}, 1, 4);
        assertArrayEquals(new float[] {0, 0, 1, 1}, y);
    }

    @Test
    void theMedianOfASquareLeavesOutASpeck() {
        float[] x = {0, 0, 0, 0, 1, 0, 0, 0, 0};
        assertArrayEquals(new float[9], through(new MedianStage(3, new long[] {3, 3, 1}), x, 1, 3, 3, 1));
    }

    @Test
    void jpegAtFullQualityIsNearlyTheSame() {
        for (int channels : new int[] {1, 3}) {
            float[] x = gradual(16 * 16 * channels);
            float[] y = through(new JpegStage(100, new long[] {16, 16, channels}), x, 1, 16, 16, channels);
            for (int i = 0; i < x.length; i++) {
                assertEquals(x[i], y[i], 0.02, "value " + i + " of " + channels + " channels");
            }
        }
    }

    @Test
    void jpegAtLowQualityLosesDetail() {
        float[] x = new float[64];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i + i / 8) % 2 * 0.1f + 0.4f;
        }
        float[] y = through(new JpegStage(10, new long[] {8, 8, 1}), x, 1, 8, 8, 1);
        for (int i = 1; i < y.length; i++) {
            assertEquals(y[0], y[i], 0.02, "a fine chequerboard of little contrast is gone");
        }
    }

    @Test
    void otherChannelsAreRefusedInASentence() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> new JpegStage(75, new long[] {8, 8, 2}));
        assertEquals("jpeg needs pictures with 1 channel (grey) or 3 (red, green, blue), not 2.", refusal.getMessage());
    }

    /** Where nothing is dropped and the weight is small, the picture comes back; noise on it becomes less. */
    @Test
    void totalVariationSmooths() {
        long[] shape = {12, 12, 1};
        float[] noise = new float[144];
        Seed.of(5).draws().fillGaussian(noise, 0.05f);
        float[] x = new float[144];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i % 12 < 6 ? 0.2f : 0.8f) + noise[i];
        }
        float[] same = through(new TotalVariationStage(new TotalVariation(1, 1e-6, 200), shape), x, 1, 12, 12, 1);
        assertArrayEquals(x, same, 1e-3f);
        float[] smooth = through(new TotalVariationStage(new TotalVariation(1, 0.05, 200), shape), x, 1, 12, 12, 1);
        assertTrue(variation(smooth) < 0.7 * variation(x));
        float[] filled = through(new TotalVariationStage(new TotalVariation(0.5, 0.03, 200), shape), x, 1, 12, 12, 1);
        for (int i = 0; i < x.length; i++) {
            assertEquals(i % 12 < 6 ? 0.2 : 0.8, filled[i], 0.25, "dropped pixels are filled in");
        }
    }

    private static double variation(float[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double down = i + 12 < x.length ? x[i + 12] - x[i] : 0;
            double right = i % 12 < 11 ? x[i + 1] - x[i] : 0;
            sum += Math.hypot(down, right);
        }
        return sum;
    }
}
