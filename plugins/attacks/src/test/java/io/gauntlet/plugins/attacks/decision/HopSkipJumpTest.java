package io.gauntlet.plugins.attacks.decision;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.plugins.attacks.support.Classifier;
import io.gauntlet.plugins.attacks.support.OneSample;
import io.gauntlet.testkit.ArrayExamples;
import io.gauntlet.testkit.AttackContract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HopSkipJumpTest extends AttackContract<HopSkipJump.Parameters> {
    @Override
    protected AttackFactory<HopSkipJump.Parameters> factory() {
        return new AttackFactory<>(HopSkipJump.INFO, HopSkipJump.Parameters.class, HopSkipJump::new);
    }

    @Override
    protected HopSkipJump.Parameters parameters() {
        return new HopSkipJump.Parameters(12, 60, 10_000, HopSkipJump.StepSearch.HALVING, 1, 100, 20);
    }

    @Override
    protected boolean reachesOptimum() {
        return true;
    }

    @Override
    protected double optimumFactor() {
        return 1.25;
    }

    /** Places on the way are shares of it in l2 and sizes of the perturbation in linf. */
    @Test
    void theBoundaryIsMetAsExactlyAsThePaperAsks() {
        int d = 784;
        assertEquals(Math.pow(d, -1.5), new StraightApproach().tolerance(3, 1, d), 1e-12);
        assertEquals(0.3 * Math.pow(d, -2), new ClippedApproach().tolerance(0.3, 1, d), 1e-15);
        assertEquals(Math.pow(d, -2), new ClippedApproach().tolerance(2, 1, d), 1e-15);
        assertEquals(3.0 / d, new StraightApproach().reach(3, 1, d), 1e-12);
        assertEquals(0.3 / d, new ClippedApproach().reach(0.3, 1, d), 1e-12);
    }

    /**
     * Nothing but the diagonal below 0.3 is of class 0, and no noise hits it. The only start is the attacker's sample in
     * its corner; from there no estimate and no step leads to class 0 again. Asked are the sample, ten halvings of the
     * way to it, two more to meet the boundary within 2^-1.5, and for each round 100 sqrt(t) probes and 21 steps.
     */
    @Test
    void whereNoStepSucceedsARoundEndsAfterTwentyHalvings() {
        Classifier diagonal = new Classifier(2, 2, x -> x[0] == x[1] && x[0] < 0.3f ? 0 : 1);
        ArrayExamples sample = new ArrayExamples(new float[] {0.5f, 0.5f}, new int[] {1}, new long[] {2}, 2);
        ArrayExamples own = new ArrayExamples(new float[] {0, 0}, new int[] {0}, new long[] {2}, 2);
        HopSkipJump attack =
                new HopSkipJump(new HopSkipJump.Parameters(3, 100, 10_000, HopSkipJump.StepSearch.HALVING, 1, 50, 1));
        MatchResult result = OneSample.play(HopSkipJump.INFO, attack, Norm.L2, 1, diagonal, sample, own);
        int rounds = 100 + 21 + 141 + 21 + 173 + 21;
        assertEquals(50 + 1 + 10 + 2 + rounds, result.queries());
        assertEquals(1f, result.outcomes().wrong()[0]);
    }

    @Test
    void moreIterationsNeverEndFartherAway() {
        double before = Double.POSITIVE_INFINITY;
        for (int iterations : new int[] {1, 5, 25}) {
            for (HopSkipJump.StepSearch search : HopSkipJump.StepSearch.values()) {
                HopSkipJump attack =
                        new HopSkipJump(new HopSkipJump.Parameters(iterations, 50, 10_000, search, 0.1, 100, 0));
                double distance = OneSample.play(HopSkipJump.INFO, attack, Norm.LINF, 1)
                        .outcomes()
                        .linf()[0];
                if (search == HopSkipJump.StepSearch.HALVING) {
                    assertTrue(distance <= before, distance + " after " + iterations + ", " + before + " after fewer");
                    before = distance;
                }
                // The gap is 0.2 and the dual norm of the weights 7.
                assertTrue(iterations < 25 || distance < 1.05 * 0.2 / 7, search + " ends at " + distance);
            }
        }
    }
}
