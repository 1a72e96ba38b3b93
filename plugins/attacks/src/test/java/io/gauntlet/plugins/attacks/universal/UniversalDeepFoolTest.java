package io.gauntlet.plugins.attacks.universal;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.plugins.attacks.support.OneSample;
import io.gauntlet.testkit.AttackContract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class UniversalDeepFoolTest extends AttackContract<Universal.Parameters> {
    @Override
    protected AttackFactory<Universal.Parameters> factory() {
        return new AttackFactory<>(Universal.INFO, Universal.Parameters.class, Universal::new);
    }

    @Override
    protected Universal.Parameters parameters() {
        return UniversalTest.universal(Universal.Method.DEEPFOOL, 3, 16, 0.2);
    }

    /** One perturbation for all cannot be each sample's own best one. */
    @Override
    protected boolean reachesOptimum() {
        return false;
    }

    /**
     * Between two classes each sample's step undoes those of the other class: what is left at the end of a pass depends
     * on who came last, unless the ball is so small that it cuts all steps off.
     */
    @Override
    protected boolean growsWithEpsilon() {
        return false;
    }

    private static MatchResult play(Norm norm, double epsilon, int epochs, double delta) {
        Universal attack = new Universal(UniversalTest.universal(Universal.Method.DEEPFOOL, epochs, 1, delta));
        return OneSample.play(Universal.INFO, attack, norm, epsilon);
    }

    /** Logits (0, 3 x0 - 4 x1 + 0.7) at (0.5, 0.5): the boundary is 0.2 / 5 away along (-3, 4), plus the overshoot. */
    @Test
    void ofOneSampleItIsTheStepAcrossTheNearestBoundary() {
        MatchResult result = play(Norm.L2, 0.1, 1, 0);
        float step = 0.04f * 1.02f / 5;
        assertArrayEquals(new float[] {0.5f - 3 * step, 0.5f + 4 * step}, result.examples(), 1e-6f);
        assertEquals(2, result.fitting().gradients(), "two classes, one step");
        assertEquals(1f, result.outcomes().wrong()[0]);
        assertEquals(0, result.queries());
    }

    /**
     * Steps are those of L2 and are cut off by the ball: (-0.0245, 0.0326) becomes (-0.0245, 0.03), and what is missing
     * comes in later passes, ever nearer to (-0.0267, 0.03), where the answers change.
     */
    @Test
    void stepsAddUpInsideTheBall() {
        float[] once = play(Norm.LINF, 0.03, 1, 0).examples();
        float[] often = play(Norm.LINF, 0.03, 40, 0).examples();
        assertArrayEquals(new float[] {0.5f - 0.02448f, 0.53f}, once, 1e-6f);
        assertArrayEquals(new float[] {0.5f - 0.08f / 3, 0.53f}, often, 1e-5f);
    }

    /** With a delta of 1 no sample need be fooled: one pass is all there is. */
    @Test
    void itEndsWhenEnoughSamplesAreFooled() {
        assertEquals(2, play(Norm.L2, 0.001, 9, 1).fitting().gradients());
        assertEquals(18, play(Norm.L2, 0.001, 9, 0).fitting().gradients());
    }

    /** The direction of the sum in the whole ball is tried beside it. */
    @Test
    void aPerturbationIsStretchedToEpsilon() {
        for (Norm norm : new Norm[] {Norm.LINF, Norm.L2}) {
            Sum perturbation = new Sum(norm, 0.5, 2);
            perturbation.add(new float[] {0.03f, -0.04f});
            float size = norm == Norm.LINF ? 0.04f : 0.05f;
            float[] expected = {0.5f * 0.03f / size, -0.5f * 0.04f / size};
            assertArrayEquals(expected, perturbation.stretched(), 1e-5f);
        }
    }
}
