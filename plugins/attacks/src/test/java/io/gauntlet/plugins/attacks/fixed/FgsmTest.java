package io.gauntlet.plugins.attacks.fixed;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.plugins.attacks.support.OneSample;
import io.gauntlet.testkit.AttackContract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class FgsmTest extends AttackContract<Fgsm.Parameters> {
    @Override
    protected AttackFactory<Fgsm.Parameters> factory() {
        return new AttackFactory<>(Fgsm.INFO, Fgsm.Parameters.class, Fgsm::new);
    }

    @Override
    protected Fgsm.Parameters parameters() {
        return new Fgsm.Parameters(LossChoice.CROSS_ENTROPY, 1);
    }

    /** It begins at the sample and takes one step. */
    @Override
    protected boolean draws() {
        return false;
    }

    /** logits = (0, 3 x0 - 4 x1 + 0.7): class 1 at the sample, and the steepest way down is (-3, 4). */
    @Test
    void oneStepAlongTheSignOrTheGradient() {
        MatchResult linf = OneSample.play(Fgsm.INFO, new Fgsm(parameters()), Norm.LINF, 0.25);
        assertArrayEquals(new float[] {0.25f, 0.75f}, linf.examples());
        assertEquals(1f, linf.outcomes().wrong()[0]);

        MatchResult l2 = OneSample.play(Fgsm.INFO, new Fgsm(parameters()), Norm.L2, 0.25);
        assertArrayEquals(new float[] {0.5f - 0.15f, 0.5f + 0.2f}, l2.examples(), 1e-6f);
    }

    @Test
    void itCostsOneGradientAndTwoQueries() {
        MatchResult result = OneSample.play(Fgsm.INFO, new Fgsm(parameters()), Norm.LINF, 0.01);
        assertEquals(2, result.queries());
        assertEquals(1, result.gradients());
    }
}
