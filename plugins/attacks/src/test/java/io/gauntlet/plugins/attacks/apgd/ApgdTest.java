package io.gauntlet.plugins.attacks.apgd;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.plugins.attacks.support.OneSample;
import io.gauntlet.testkit.AttackContract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

public class ApgdTest extends AttackContract<Apgd.Parameters> {
    @Override
    protected AttackFactory<Apgd.Parameters> factory() {
        return new AttackFactory<>(Apgd.INFO, Apgd.Parameters.class, Apgd::new);
    }

    @Override
    protected Apgd.Parameters parameters() {
        return apgd(60, 1, LossChoice.CROSS_ENTROPY, 0);
    }

    public static Apgd.Parameters apgd(int iterations, int restarts, LossChoice loss, int targets) {
        return new Apgd.Parameters(iterations, restarts, loss, targets, 1);
    }

    @Test
    void eachStartCostsItsIterationsAndOneQuery() {
        Apgd attack = new Apgd(apgd(20, 3, LossChoice.CROSS_ENTROPY, 0));
        MatchResult result = OneSample.play(Apgd.INFO, attack, Norm.LINF, 0.02);
        assertEquals(60, result.gradients());
        assertEquals(63, result.queries());
    }

    /** The first step is twice epsilon: from anywhere in the ball it ends in the corner that the gradient points to. */
    @Test
    void theFirstStepCrossesTheBall() {
        Apgd attack = new Apgd(apgd(1, 1, LossChoice.CROSS_ENTROPY, 0));
        MatchResult result = OneSample.play(Apgd.INFO, attack, Norm.LINF, 0.0287);
        assertEquals(1f, result.outcomes().wrong()[0]);
    }

    @Test
    void restartsOnlyAdd() {
        boolean broken = false;
        for (int restarts = 1; restarts <= 8; restarts *= 2) {
            Apgd attack = new Apgd(apgd(2, restarts, LossChoice.CROSS_ENTROPY, 0));
            boolean now = OneSample.play(Apgd.INFO, attack, Norm.L1, 0.0501)
                            .outcomes()
                            .wrong()[0]
                    == 1;
            assertTrue(now || !broken, "broken with fewer restarts, but not with " + restarts);
            broken = now;
        }
    }
}
