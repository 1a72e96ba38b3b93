package io.gauntlet.plugins.attacks.score;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.plugins.attacks.support.OneSample;
import io.gauntlet.testkit.AttackContract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class NesTest extends AttackContract<Nes.Parameters> {
    @Override
    protected AttackFactory<Nes.Parameters> factory() {
        return new AttackFactory<>(Nes.INFO, Nes.Parameters.class, Nes::new);
    }

    @Override
    protected Nes.Parameters parameters() {
        return nes(400, 16);
    }

    public static Nes.Parameters nes(int queries, int pairs) {
        return new Nes.Parameters(queries, pairs, 0.001, 0.2, 0.9, 5, LossChoice.CROSS_ENTROPY);
    }

    @Override
    protected boolean reachesOptimum() {
        return true;
    }

    /** Each step asks for its point and its pairs, and the last point is asked for as well. */
    @Test
    void itSpendsNoMoreThanItsQueries() {
        MatchResult result = OneSample.play(Nes.INFO, new Nes(nes(100, 16)), Norm.LINF, 0.02);
        assertEquals(3 * 33 + 1, result.queries());
        assertEquals(0, result.gradients());
    }

    @Test
    void fewStepsOfTheDefaultSizeReachTheCorner() {
        MatchResult result = OneSample.play(Nes.INFO, new Nes(nes(1000, 16)), Norm.LINF, 0.029);
        assertEquals(1f, result.outcomes().wrong()[0]);
        assertEquals(4L * 33 + 1 + 33, result.queries(), "five steps of a fifth of epsilon");
    }

    @Test
    void aPlateauNeedsABeginning() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Nes.Parameters(100, 16, 0.001, 0.2, 0.9, 1, LossChoice.MARGIN));
    }
}
