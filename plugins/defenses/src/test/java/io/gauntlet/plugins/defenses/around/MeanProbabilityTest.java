package io.gauntlet.plugins.defenses.around;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MeanProbabilityTest {
    private static final float[] LOGITS = {1, -2, 0.5f, 0.2f, 3, -1};
    private static final float[] WANTED = {0.3f, -0.7f, 1.1f};

    private static double value(float[] logits) {
        double sum = 0;
        double[] p = new double[3];
        double[] q = new double[3];
        Softmax.probabilities(logits, 0, p);
        Softmax.probabilities(logits, 3, q);
        for (int c = 0; c < 3; c++) {
            sum += WANTED[c] * Math.log((p[c] + q[c]) / 2);
        }
        return sum;
    }

    @Test
    void theDerivativeAgreesWithDifferences() {
        MeanProbability mean = new MeanProbability(2, 3);
        mean.take(LOGITS, 0, 3);
        float[] back = new float[6];
        mean.back(WANTED, 0, back, 0, 3);
        for (int i = 0; i < LOGITS.length; i++) {
            float[] up = LOGITS.clone();
            float[] down = LOGITS.clone();
            up[i] += 1e-2f;
            down[i] -= 1e-2f;
            assertEquals((value(up) - value(down)) / (up[i] - (double) down[i]), back[i], 1e-3);
        }
    }

    /** Probabilities would be 0 here, and the derivative with them. */
    @Test
    void nothingSaturates() {
        MeanProbability mean = new MeanProbability(2, 2);
        mean.take(new float[] {2000, 0, 3000, 0}, 0, 2);
        float[] y = new float[2];
        mean.write(y, 0);
        assertEquals(0, y[0], 1e-6);
        assertEquals(-2000 - Math.log(2), y[1], 1e-3);
        float[] back = new float[4];
        mean.back(new float[] {0, 1}, 0, back, 0, 2);
        assertTrue(back[1] > 0.9 && back[0] < -0.9, "the member that is nearer gives the way");
    }
}
