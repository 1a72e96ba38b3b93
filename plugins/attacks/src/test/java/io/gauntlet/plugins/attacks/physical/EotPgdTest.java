package io.gauntlet.plugins.attacks.physical;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Goal;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.api.transformation.ChosenTransformation;
import io.gauntlet.arena.match.MatchHarness;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.arena.match.MatchSetup;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.arena.referee.Referee;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.plugins.attacks.support.OneSample;
import io.gauntlet.testkit.ArrayExamples;
import io.gauntlet.testkit.AttackContract;
import io.gauntlet.testkit.LinearModel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EotPgdTest extends AttackContract<EotPgd.Parameters> {
    @Override
    protected AttackFactory<EotPgd.Parameters> factory() {
        return new AttackFactory<>(EotPgd.INFO, EotPgd.Parameters.class, EotPgd::new);
    }

    /** Light alone, which changes no direction: the optimum of the untransformed picture stays the optimum. */
    @Override
    protected EotPgd.Parameters parameters() {
        return parameters(3, 60, true, new Swap(0.98, false).chosen());
    }

    private static EotPgd.Parameters parameters(
            int draws, int steps, boolean start, ChosenTransformation<?>... transformations) {
        return new EotPgd.Parameters(List.of(transformations), draws, steps, 0, start, LossChoice.MARGIN);
    }

    /**
     * The gradient of the margin is (-3, 4) by the picture and (4, -3) by the turned one, so that both together ask for
     * (1, 1); without the way back through the transformation it would be (-3, 4) twice.
     */
    @Test
    void gradientsComeBackThroughTheTransformation() {
        EotPgd attack = new EotPgd(parameters(1, 1, false, new Swap(1, true).chosen()));
        MatchResult result = OneSample.play(EotPgd.INFO, attack, Norm.LINF, 0.1);
        assertEquals(0.6f, result.examples()[0], 1e-6f);
        assertEquals(0.6f, result.examples()[1], 1e-6f);
        // Two candidates in each of two steps, of which the last is only looked at.
        assertEquals(4, result.queries());
        assertEquals(2, result.gradients());
    }

    @Test
    void itGoesOnAfterTheFirstSuccess() {
        EotPgd attack = new EotPgd(parameters(2, 10, false, new Swap(0.9, false).chosen()));
        MatchResult result = OneSample.play(EotPgd.INFO, attack, Norm.LINF, 0.1);
        assertEquals(1, result.outcomes().wrong()[0]);
        assertEquals(0.4f, result.examples()[0], 1e-6f, "as far as it may go, where the margin is greatest");
        assertEquals(0.6f, result.examples()[1], 1e-6f);
        assertEquals(33, result.queries());
        assertTrue(result.outcomes().firstSuccess()[0] < 33);
    }

    /** A row that cannot pay for all its steps hands in the best of those it paid for. */
    @Test
    void theBestSoFarIsHandedInWhenTheBudgetEnds() {
        EotPgd attack = new EotPgd(parameters(2, 10, false, new Swap(0.9, false).chosen()));
        ThreatModel limited =
                new ThreatModel(Norm.LINF, 0.1, Goal.UNTARGETED, Knowledge.WHITE_BOX, 12, ThreatModel.UNLIMITED);
        LinearModel model = LinearModel.random(Seed.of(3), new long[] {2, 2, 1}, 2, 1);
        ArrayExamples examples = model.examples(Seed.of(4), 1, 0.01, 0);
        MatchResult result = MatchHarness.play(new MatchSetup(
                EotPgd.INFO,
                attack,
                model,
                new Referee(model, limited, Seed.of(1), List.of()),
                examples,
                examples,
                new int[] {0},
                limited,
                Seed.of(2),
                Progress.silent(),
                new StopSignal()));
        assertEquals(1, result.outcomes().wrong()[0]);
        assertTrue(result.queries() <= 12);
    }

    @Test
    void eachTransformationIsDrawn() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> parameters(1, 1, true, new Swap(1, true).chosen(), new Swap(1, false).chosen()))
                .getMessage();
        assertEquals("draws must be at least 2, one for each of the transformations, not 1.", message);
    }
}
