package io.gauntlet.plugins.attacks.rows;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.plugins.attacks.apgd.Apgd;
import io.gauntlet.plugins.attacks.decision.Boundary;
import io.gauntlet.plugins.attacks.decision.HopSkipJump;
import io.gauntlet.plugins.attacks.fixed.Bim;
import io.gauntlet.plugins.attacks.fixed.Fgsm;
import io.gauntlet.plugins.attacks.fixed.MiFgsm;
import io.gauntlet.plugins.attacks.fixed.Pgd;
import io.gauntlet.plugins.attacks.support.OneSample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The sample (0.5, 0.5) of class 1 has the logit 3 x0 - 4 x1 + 0.7, so that it falls where both values move by more than
 * 0.2 / 7 = 0.0286 against their weights. Epsilon is 0.03, and what is stored moved by 0.028: not yet enough.
 */
class FurtherStartsTest {
    private static final double EPSILON = 0.03;
    private static final float[] NEAR = {0.472f, 0.528f};
    private static final float[] FAR = {0.1f, 0.9f};

    /** Of attacks whose steps are too short to get there from the sample, or from where they draw. */
    static Stream<Arguments> shortOnes() {
        LossChoice loss = LossChoice.CROSS_ENTROPY;
        return Stream.of(
                arguments(
                        Pgd.INFO,
                        new Pgd(new Pgd.Parameters(4, 0.02, 1, false, loss, 1, Backward.DECLARED, Evasion.SELECTIVE)),
                        5,
                        4),
                arguments(Bim.INFO, new Bim(new Bim.Parameters(4, 0.02, loss, 1)), 5, 4),
                arguments(MiFgsm.INFO, new MiFgsm(new MiFgsm.Parameters(4, 0.02, 1, loss, 1)), 5, 4));
    }

    @ParameterizedTest
    @MethodSource("shortOnes")
    void whatIsOutOfReachFromTheSampleIsNotFromAStoredExample(
            AttackInfo info, Attack attack, int queries, int gradients) {
        MatchResult cold = OneSample.play(info, attack, Norm.LINF, EPSILON);
        assertEquals(0, cold.outcomes().wrong()[0]);
        assertEquals(queries, cold.queries());
        MatchResult warm = OneSample.warm(info, attack, Norm.LINF, EPSILON, NEAR);
        assertEquals(1, warm.outcomes().wrong()[0]);
        assertEquals(1, warm.conduct().warmed());
        // The stored example itself and the one step that it lacks, after all that the search does without it.
        assertEquals(queries + 2, warm.queries());
        assertEquals(gradients + 2, warm.gradients());
        assertEquals(queries + 2, warm.outcomes().firstSuccess()[0]);
    }

    @ParameterizedTest
    @MethodSource("shortOnes")
    void whatLiesBeyondEpsilonIsBroughtBack(AttackInfo info, Attack attack, int queries, int gradients) {
        MatchResult warm = OneSample.warm(info, attack, Norm.LINF, EPSILON, FAR);
        assertEquals(1, warm.outcomes().wrong()[0]);
        assertEquals(queries + 1, warm.queries());
        assertEquals(EPSILON, warm.outcomes().linf()[0], 1e-6);
    }

    @ParameterizedTest
    @MethodSource("shortOnes")
    void eachStoredExampleIsAStart(AttackInfo info, Attack attack, int queries, int gradients) {
        float[] useless = {0.53f, 0.47f};
        MatchResult warm = OneSample.warm(info, attack, Norm.LINF, EPSILON, useless, NEAR);
        assertEquals(1, warm.outcomes().wrong()[0]);
        assertEquals(2 * queries + 2, warm.queries());
    }

    /** A single step is one, and says so in its name. */
    @Test
    void fgsmStaysAsItIs() {
        Fgsm attack = new Fgsm(new Fgsm.Parameters(LossChoice.CROSS_ENTROPY, 1));
        MatchResult cold = OneSample.play(Fgsm.INFO, attack, Norm.LINF, 0.02);
        MatchResult warm = OneSample.warm(Fgsm.INFO, attack, Norm.LINF, 0.02, NEAR);
        assertEquals(cold.queries(), warm.queries());
    }

    /** One step from anywhere in the ball of 0.0287 reaches its far corner hardly ever, and from beside it always. */
    @Test
    void apgdBeginsFromThemToo() {
        Apgd attack = new Apgd(new Apgd.Parameters(1, 1, LossChoice.CROSS_ENTROPY, 0, 1));
        MatchResult easy = OneSample.play(Apgd.INFO, attack, Norm.LINF, EPSILON);
        assertEquals(1, easy.outcomes().wrong()[0], "its first step crosses the ball");
        MatchResult cold = OneSample.play(Apgd.INFO, attack, Norm.LINF, 0.0285);
        MatchResult warm = OneSample.warm(Apgd.INFO, attack, Norm.LINF, 0.0285, NEAR);
        assertEquals(0, warm.outcomes().wrong()[0], "there is nothing to be found");
        assertEquals(2 * cold.queries(), warm.queries(), "one start more");
        assertEquals(2 * cold.gradients(), warm.gradients());
    }

    static Stream<Arguments> walks() {
        return Stream.of(
                arguments(
                        Boundary.INFO,
                        new Boundary(new Boundary.Parameters(20, 0.01, 0.01, 1e-7, 1.5, 100, 0)),
                        new Boundary(new Boundary.Parameters(20, 0.01, 0.01, 1e-7, 1.5, 0, 0))),
                arguments(HopSkipJump.INFO, hopSkipJump(100), hopSkipJump(0)));
    }

    private static HopSkipJump hopSkipJump(int noises) {
        return new HopSkipJump(new HopSkipJump.Parameters(2, 10, 10, HopSkipJump.StepSearch.HALVING, 1, noises, 0));
    }

    /** The nearest success in L2 is 0.04 away; the stored ones are 0.061, 0.1 and, no success, 0.14 away. */
    @ParameterizedTest
    @MethodSource("walks")
    void aWalkBeginsAgainFromTheNearestThatStillSucceeds(AttackInfo info, Attack attack, Attack withoutStart) {
        float[] nearest = {0.47f, 0.553f};
        float[] middle = {0.42f, 0.56f};
        float[] none = {0.6f, 0.4f};
        MatchResult own = OneSample.play(info, attack, Norm.L2, 1);
        MatchResult warm = OneSample.warm(info, attack, Norm.L2, 1, none, middle, nearest);
        assertTrue(own.outcomes().l2()[0] > 0.04);
        assertTrue(warm.outcomes().l2()[0] <= own.outcomes().l2()[0], "never farther than without");
        assertTrue(warm.queries() > own.queries());
        assertEquals(own.outcomes().firstSuccess()[0], warm.outcomes().firstSuccess()[0]);

        MatchResult lost = OneSample.play(info, withoutStart, Norm.L2, 1);
        assertEquals(0, lost.outcomes().wrong()[0], "without a start there is nothing to walk from");
        MatchResult found = OneSample.warm(info, withoutStart, Norm.L2, 1, none, middle, nearest);
        assertEquals(1, found.outcomes().wrong()[0]);
        assertTrue(
                found.outcomes().l2()[0] < 0.0610,
                "it began at the nearest: " + found.outcomes().l2()[0]);
        assertEquals(1, found.conduct().warmed());

        MatchResult useless = OneSample.warm(info, withoutStart, Norm.L2, 1, none);
        assertEquals(0, useless.outcomes().wrong()[0]);
        assertEquals(1, useless.queries(), "asked once and given up");
    }
}
