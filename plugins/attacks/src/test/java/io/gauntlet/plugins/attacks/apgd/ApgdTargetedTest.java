package io.gauntlet.plugins.attacks.apgd;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.plugins.attacks.support.OneSample;
import io.gauntlet.testkit.AttackContract;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Auto-PGD that aims at each wrong class in turn: rows of one block climb different losses. */
class ApgdTargetedTest extends AttackContract<Apgd.Parameters> {
    @Override
    protected AttackFactory<Apgd.Parameters> factory() {
        return new AttackFactory<>(Apgd.INFO, Apgd.Parameters.class, Apgd::new);
    }

    @Override
    protected Apgd.Parameters parameters() {
        return ApgdTest.apgd(60, 1, LossChoice.DLR, 9);
    }

    /** There is one wrong class only, and the query that ranks it is paid for once. */
    @Test
    void thereAreNoMoreTargetsThanWrongClasses() {
        Apgd attack = new Apgd(ApgdTest.apgd(20, 2, LossChoice.DLR, 9));
        MatchResult result = OneSample.play(Apgd.INFO, attack, Norm.LINF, 0.02);
        assertEquals(40, result.gradients());
        assertEquals(43, result.queries());
    }
}
