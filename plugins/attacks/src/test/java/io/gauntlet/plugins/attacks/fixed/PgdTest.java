package io.gauntlet.plugins.attacks.fixed;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.plugins.attacks.rows.Backward;
import io.gauntlet.plugins.attacks.rows.Evasion;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.plugins.attacks.support.OneSample;
import io.gauntlet.testkit.AttackContract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PgdTest extends AttackContract<Pgd.Parameters> {
    @Override
    protected AttackFactory<Pgd.Parameters> factory() {
        return new AttackFactory<>(Pgd.INFO, Pgd.Parameters.class, Pgd::new);
    }

    /** Steps of the default size add up to more than the ball is wide, so that a start at its far end can cross it. */
    @Override
    protected Pgd.Parameters parameters() {
        return pgd(30, 0, 2, true, LossChoice.CROSS_ENTROPY);
    }

    private static Pgd.Parameters pgd(int steps, double step, int restarts, boolean start, LossChoice loss) {
        return new Pgd.Parameters(steps, step, restarts, start, loss, 1, Backward.DECLARED, Evasion.SELECTIVE);
    }

    @Test
    void aTinyGradientStillGivesADirection() {
        // With these logits a squared gradient is below the least float.
        Pgd attack = new Pgd(pgd(1, 1, 1, false, LossChoice.MARGIN));
        MatchResult result = OneSample.play(Pgd.INFO, attack, Norm.L2, 0.25, 1e-24f);
        assertEquals(0.35f, result.examples()[0], 1e-6f);
        assertEquals(0.7f, result.examples()[1], 1e-6f);
    }

    /** From any start: ten steps of the default size cross the ball, which ten steps of epsilon / 30 would not. */
    @Test
    void fewStepsOfTheDefaultSizeStillCrossTheBall() {
        Pgd attack = new Pgd(pgd(10, 0, 1, true, LossChoice.CROSS_ENTROPY));
        assertEquals(
                1,
                OneSample.play(Pgd.INFO, attack, Norm.LINF, 0.0290).outcomes().wrong()[0]);
    }

    @Test
    void restartsOnlyAdd() {
        // Five short steps from a random start reach the boundary from some starts only.
        boolean broken = false;
        int firstBroken = 0;
        for (int restarts = 1; restarts <= 64; restarts *= 2) {
            Pgd attack = new Pgd(pgd(5, 0.02, restarts, true, LossChoice.CROSS_ENTROPY));
            boolean now = OneSample.play(Pgd.INFO, attack, Norm.LINF, 0.0318)
                            .outcomes()
                            .wrong()[0]
                    == 1;
            assertTrue(now || !broken, "broken with fewer restarts, but not with " + restarts);
            firstBroken = now && !broken ? restarts : firstBroken;
            broken = now;
        }
        assertTrue(broken && firstBroken > 1, "the test needs a sample that takes several starts: " + firstBroken);
    }

    @Test
    void withoutRestartsItStopsAtTheFirstSuccess() {
        Pgd attack = new Pgd(pgd(40, 0.1, 1, false, LossChoice.CROSS_ENTROPY));
        MatchResult result = OneSample.play(Pgd.INFO, attack, Norm.LINF, 0.25);
        // 7 d > 0.2 is reached by the second step of 0.025: three iterates were looked at, the sample included.
        assertEquals(3, result.queries());
        assertEquals(3, result.outcomes().firstSuccess()[0]);
    }

    @Test
    void restartsThatWouldBeEqualAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> pgd(1, 1, 2, false, LossChoice.MARGIN));
    }
}
