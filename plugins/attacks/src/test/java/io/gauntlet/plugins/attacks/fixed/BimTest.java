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

class BimTest extends AttackContract<Bim.Parameters> {
    @Override
    protected AttackFactory<Bim.Parameters> factory() {
        return new AttackFactory<>(Bim.INFO, Bim.Parameters.class, Bim::new);
    }

    @Override
    protected Bim.Parameters parameters() {
        return new Bim.Parameters(10, 0.2, LossChoice.CROSS_ENTROPY, 1);
    }

    @Override
    protected boolean draws() {
        return false;
    }

    /** Ten steps of a fifth go twice as far as epsilon; what is left is its corner, not beyond. */
    @Test
    void itEndsInTheCornerOfTheBall() {
        MatchResult result = OneSample.play(Bim.INFO, new Bim(parameters()), Norm.LINF, 0.025);
        assertArrayEquals(new float[] {0.475f, 0.525f}, result.examples(), 1e-6f);
        assertEquals(10, result.gradients());
        assertEquals(11, result.queries());
    }

    /** logits = (0, 3 x0 - 4 x1 + 0.7): in L1 the second value alone is worth changing. */
    @Test
    void inL1OnlyTheBestValueMoves() {
        MatchResult result = OneSample.play(Bim.INFO, new Bim(parameters()), Norm.L1, 0.045);
        assertArrayEquals(new float[] {0.5f, 0.545f}, result.examples(), 1e-6f);
    }
}
