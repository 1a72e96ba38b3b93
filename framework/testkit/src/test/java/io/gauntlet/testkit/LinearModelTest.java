package io.gauntlet.testkit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Norm;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LinearModelTest {
    /** logits = (0, 3 x0 - 4 x1 + 0.7): the gap at (0.5, 0.5) is 0.2. */
    private static final LinearModel MODEL =
            new LinearModel(new float[][] {{0, 0}, {3, -4}}, new float[] {0, 0.7f}, new long[] {2}, 2);

    private static final ArrayExamples EXAMPLES =
            new ArrayExamples(new float[] {0.5f, 0.5f, 0.5f, 0.5f}, new int[] {1, 0}, new long[] {2}, 2);

    @ParameterizedTest
    @CsvSource({"LINF, 0.0285714", "L2, 0.04", "L1, 0.05"})
    void theOptimumIsTheGapOverTheDualNorm(Norm norm, double optimum) {
        assertEquals(optimum, MODEL.optimum(norm, EXAMPLES, 0), 1e-6);
        assertEquals(0, MODEL.optimum(norm, EXAMPLES, 1));
        assertTrue(MODEL.optimumInsideBox(norm, EXAMPLES, 0));
    }

    @Test
    void gradientsAndJacobianAreExact() {
        INDArray x = Nd4j.createFromArray(new float[][] {{0.1f, 0.2f}, {0.3f, 0.4f}});
        INDArray gradient = MODEL.gradient(x, RowDraws.none(), (i, output, by) -> {
            by.logits()[0] = 5;
            by.logits()[1] = i + 1;
        });
        assertArrayEquals(new float[] {3, -4, 6, -8}, gradient.ravel().toFloatVector());
        INDArray jacobian =
                MODEL.jacobian(x, RowDraws.none(), new int[][] {{1, 0}, {0, 1}}).values();
        assertArrayEquals(new long[] {2, 2, 2}, jacobian.shape());
        assertArrayEquals(
                new float[] {3, -4, 0, 0, 0, 0, 3, -4}, jacobian.ravel().toFloatVector());
        assertEquals(0.2f, MODEL.forward(x, RowDraws.none()).get(0).logits()[1], 1e-6f);
    }

    @Test
    void examplesAreLabelledByTheModelButForTheWrongOnes() {
        LinearModel model = LinearModel.random(Seed.of(1), new long[] {3, 3, 1}, 3, 4);
        ArrayExamples examples = model.examples(Seed.of(2), 10, 0.02, 2);
        float[] x = new float[9];
        for (int i = 0; i < 10; i++) {
            examples.read(i, x, 0);
            assertEquals(i >= 2, model.label(x, 0) == examples.label(i));
        }
    }

    @Test
    void mistakesAreNamed() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new ArrayExamples(new float[3], new int[] {0}, new long[] {2}, 2));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ArrayExamples(new float[] {0, 2}, new int[] {0}, new long[] {2}, 2));
        assertThrows(
                IllegalArgumentException.class,
                () -> new LinearModel(new float[1][2], new float[1], new long[] {2}, 1));
    }
}
