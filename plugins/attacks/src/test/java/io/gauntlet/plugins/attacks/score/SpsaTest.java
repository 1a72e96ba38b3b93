package io.gauntlet.plugins.attacks.score;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.plugins.attacks.support.OneSample;
import io.gauntlet.testkit.AttackContract;

import static org.junit.jupiter.api.Assertions.assertEquals;

class SpsaTest extends AttackContract<Spsa.Parameters> {
    @Override
    protected AttackFactory<Spsa.Parameters> factory() {
        return new AttackFactory<>(Spsa.INFO, Spsa.Parameters.class, Spsa::new);
    }

    /** A rate that crosses the contract's balls within its steps. */
    @Override
    protected Spsa.Parameters parameters() {
        return spsa(20, 16, 0.05, 1);
    }

    public static Spsa.Parameters spsa(int steps, int pairs, double rate, int restarts) {
        return new Spsa.Parameters(steps, pairs, 0.01, rate, restarts, LossChoice.MARGIN);
    }

    /** In L2 the length of Adam's step does not shrink near the optimum, and it ends beside it. */
    @Override
    protected boolean reachesOptimum(Norm norm) {
        return norm == Norm.LINF;
    }

    @Test
    void eachStartCostsItsStepsAndOneQuery() {
        Spsa attack = new Spsa(spsa(5, 10, 0.01, 2));
        MatchResult result = OneSample.play(Spsa.INFO, attack, Norm.LINF, 0.02);
        assertEquals(2 * (5 * 21 + 1), result.queries());
        assertEquals(0, result.gradients());
    }
}
