package io.gauntlet.plugins.defenses.training;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.defense.Objective;
import io.gauntlet.plugins.defenses.around.Softmax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The objectives' gradients against central differences, and their values where they are known. */
class ObjectivesTest {
    private static final int CLASSES = 5;
    private static final float STEP = 1f / 256;

    static Stream<Objective> objectives() {
        return Stream.of(
                Objective.CROSS_ENTROPY,
                new TradesObjective(6),
                new TradesObjective(0.5),
                new MartObjective(5),
                new MartObjective(0),
                new AtTemperature(1),
                new AtTemperature(20));
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void gradientsAgreeWithDifferences(Objective objective) {
        Draws draws = Seed.of(4).draws();
        for (int trial = 0; trial < 20; trial++) {
            float[][] logits = new float[objective.inputs()][CLASSES];
            for (float[] row : logits) {
                draws.fillGaussian(row, 2);
            }
            int label = draws.index(CLASSES);
            float[] target = new float[CLASSES];
            target[label] = 1;
            float[][] gradient = new float[logits.length][CLASSES];
            objective.apply(logits, target, label, gradient);
            for (int k = 0; k < logits.length; k++) {
                for (int c = 0; c < CLASSES; c++) {
                    float at = logits[k][c];
                    logits[k][c] = at + STEP;
                    double ahead = value(objective, logits, target, label);
                    logits[k][c] = at - STEP;
                    double behind = value(objective, logits, target, label);
                    logits[k][c] = at;
                    double expected = (ahead - behind) / (2 * STEP);
                    assertEquals(expected, gradient[k][c], 1e-3 * (1 + Math.abs(expected)), "input " + k);
                }
            }
        }
    }

    private static double value(Objective objective, float[][] logits, float[] target, int label) {
        return objective.apply(logits, target, label, new float[logits.length][CLASSES]);
    }

    @Test
    void whereNeighboursAnswerAlikeOnlyTheCrossEntropyIsLeft() {
        float[] z = {1, -2, 0.5f, 3, 0};
        float[] target = {0, 0, 0, 1, 0};
        double natural = value(Objective.CROSS_ENTROPY, new float[][] {z}, target, 3);
        assertEquals(natural, value(new TradesObjective(6), new float[][] {z, z.clone()}, target, 3), 1e-6);
        double[] p = Softmax.exponentials(Softmax.logarithms(z));
        assertEquals(
                natural - Math.log(1.0001 - p[0]),
                value(new MartObjective(5), new float[][] {z, z.clone()}, target, 3),
                1e-6);
    }

    @Test
    void saturatedAnswersGiveFiniteLosses() {
        float[] target = {1, 0, 0, 0, 0};
        float[][] logits = {{3000, -3000, 0, 0, 0}, {-3000, 3000, 0, 0, 0}};
        objectives().forEach(objective -> {
            float[][] gradient = new float[2][CLASSES];
            double loss = objective.apply(logits, target, 0, gradient);
            assertTrue(Double.isFinite(loss), () -> objective + " is " + loss);
            for (float[] row : gradient) {
                for (float one : row) {
                    assertTrue(Float.isFinite(one));
                }
            }
        });
    }
}
