package io.gauntlet.runtime.estimate;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.Norm;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.data.ByteExamples;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.pose.PoseLimits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/** The target that rehearsals attack: nobody breaks it within epsilon, everybody finds where to begin. */
class StandingTargetTest {
    private static final Examples EXAMPLES =
            ByteExamples.of(new byte[] {0, 0, 0, 0, 127, 127, 127, 127}, new byte[] {2, 0}, new long[] {2, 2, 1}, 3);

    private static StandingTarget target() {
        return new StandingTarget(ThreatModel.whiteBox(Norm.LINF, 0.1), EXAMPLES, new int[] {0, 1}, Seed.of(1));
    }

    private static int answer(StandingTarget target, float... values) {
        try (INDArray x = Floats.array(values, 1, 2, 2, 1)) {
            float[] logits = Floats.values(target.forward(x, RowDraws.none()));
            int best = 0;
            for (int c = 1; c < logits.length; c++) {
                best = logits[c] > logits[best] ? c : best;
            }
            return best;
        }
    }

    @Test
    void withstandsWithinTwiceEpsilonAndIsWrongBeyond() {
        try (StandingTarget target = target()) {
            assertEquals(2, answer(target, 0, 0, 0, 0));
            assertEquals(2, answer(target, 0.19f, 0, 0.19f, 0));
            assertNotEquals(2, answer(target, 0.21f, 0, 0, 0));
            assertEquals(0, answer(target, 0.5f, 0.4f, 0.6f, 0.5f));
            assertNotEquals(0, answer(target, 0.9f, 0.5f, 0.5f, 0.5f));
        }
    }

    @Test
    void withstandsAllPoses() {
        ThreatModel poses = ThreatModel.whiteBox(new PoseLimits(180, 2));
        try (StandingTarget target = new StandingTarget(poses, EXAMPLES, new int[] {1}, Seed.of(1))) {
            assertEquals(0, answer(target, 0, 0, 0, 0));
            assertEquals(0, answer(target, 0.5f, 0, 0, 0.5f));
        }
    }

    @Test
    void itsGradientIsThatOfItsLogits() {
        float[] at = {0.05f, 0.1f, 0, 0.02f};
        float[] wanted = {1, -2, 0}; // the own label's logit is not linear
        try (StandingTarget target = target();
                INDArray x = Floats.array(at, 1, 2, 2, 1);
                INDArray dy = Floats.array(wanted, 1, 3)) {
            float[] gradient = Floats.values(target.vjp(x, dy, RowDraws.none()));
            for (int i = 0; i < at.length; i++) {
                assertEquals((value(target, at, i, 0.01f) - value(target, at, i, -0.01f)) / 0.02, gradient[i], 1e-4);
            }
        }
    }

    private static double value(StandingTarget target, float[] at, int pixel, float step) {
        float[] moved = at.clone();
        moved[pixel] += step;
        try (INDArray x = Floats.array(moved, 1, 2, 2, 1)) {
            float[] logits = Floats.values(target.forward(x, RowDraws.none()));
            return logits[0] - 2 * (double) logits[1];
        }
    }
}
