package io.gauntlet.plugins.defenses.detector;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.Detector;
import io.gauntlet.api.model.RowwiseStage;
import io.gauntlet.api.model.Stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Derivatives of detectors' scores against differences, by the sample and by the logits. */
class DetectorDerivativesTest {
    private static final int N = 5;
    private static final int SIZE = 4;
    private static final float STEP = 2e-3f;

    /** Multiplies each value by a number. */
    private static final class Scaled extends RowwiseStage {
        private final float factor;

        Scaled(float factor) {
            super("scaled", new long[] {SIZE});
            this.factor = factor;
        }

        @Override
        public boolean randomised() {
            return false;
        }

        @Override
        public Derivative declared() {
            return Derivative.EXACT;
        }

        @Override
        protected void forwardRow(float[] x, float[] y, Draws draws) {
            for (int i = 0; i < x.length; i++) {
                y[i] = factor * x[i];
            }
        }

        @Override
        protected void vjpRow(float[] x, float[] d, Draws draws) {
            for (int i = 0; i < d.length; i++) {
                d[i] *= factor;
            }
        }
    }

    private static INDArray random(long seed, int... shape) {
        INDArray array = Nd4j.create(DataType.FLOAT, shape[0], shape[1]);
        float[] values = new float[shape[0] * shape[1]];
        Seed.of(seed).draws().fillGaussian(values, 1);
        Floats.put(values, array);
        return array;
    }

    private static void check(Detector detector) {
        RowDraws draws = RowDraws.none();
        INDArray x = random(1, N, SIZE);
        INDArray logits = random(2, N, SIZE);
        float[] weights = {1, -2, 0.5f, 1, 0};
        INDArray byX = detector.vjp(x, logits, weights, draws).dup();
        INDArray byLogits = detector.vjpLogits(x, logits, weights, draws).dup();
        int disagreements = 0;
        for (int i = 0; i < N; i++) {
            for (int c = 0; c < SIZE; c++) {
                double ofX = difference(detector, x, x, logits, i, c, weights);
                double ofLogits = difference(detector, logits, x, logits, i, c, weights);
                float there = byLogits.getFloat(i, c);
                disagreements += Math.abs(ofX - byX.getFloat(i, c)) < 5e-3 ? 0 : 1;
                disagreements += Math.abs(ofLogits - there) < 2e-2 * Math.max(1, Math.abs(there)) ? 0 : 1;
            }
        }
        // A difference may cross a kink: where another view is the farthest, or two probabilities are equal.
        assertTrue(disagreements <= 4, disagreements + " of " + 2 * N * SIZE + " derivatives disagree");
    }

    private static double difference(
            Detector detector, INDArray moved, INDArray x, INDArray logits, int i, int c, float[] weights) {
        float before = moved.getFloat(i, c);
        moved.putScalar(i, c, before + STEP);
        double up = detector.score(x, logits, RowDraws.none())[i];
        moved.putScalar(i, c, before - STEP);
        double down = detector.score(x, logits, RowDraws.none())[i];
        moved.putScalar(i, c, before);
        return weights[i] * (up - down) / (2 * STEP);
    }

    private static Detector views(ViewDetector.Score kind) {
        List<Stage> views = List.of(new Scaled(0.4f), new Scaled(1.7f));
        return new ViewDetector(views, List.of(new Scaled(1.3f)), kind, 0);
    }

    @Test
    void theMeanOverViews() {
        check(views(ViewDetector.Score.MEAN));
    }

    @Test
    void theLargestOfViews() {
        check(views(ViewDetector.Score.LARGEST));
    }

    @Test
    void mahalanobis() {
        INDArray precision = random(4, SIZE, SIZE);
        INDArray symmetric = precision.add(precision.transpose()).dup('c');
        check(new MahalanobisDetector(random(3, SIZE, SIZE), symmetric, 0));
    }

    @Test
    void theThresholdLeavesTheShareAbove() {
        float[] scores = new float[200];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (i * 37) % 200;
        }
        assertEquals(197, Threshold.of(scores, 0.01));
        assertEquals(199, Threshold.of(scores, 0));
        assertArrayEquals(new float[] {0, 37}, new float[] {scores[0], scores[1]}, "scores stay as they are");
    }
}
