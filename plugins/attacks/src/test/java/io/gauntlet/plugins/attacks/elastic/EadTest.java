package io.gauntlet.plugins.attacks.elastic;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.plugins.attacks.support.OneSample;
import io.gauntlet.testkit.AttackContract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EadTest extends AttackContract<Ead.Parameters> {
    private static Ead.Parameters ead(int searchSteps, double weight, DecisionRule rule, double confidence) {
        return new Ead.Parameters(searchSteps, 200, 0.01, weight, 0.01, rule, confidence, true, 1);
    }

    private static MatchResult play(Ead.Parameters parameters) {
        return OneSample.play(Ead.INFO, new Ead(parameters), Norm.L1, 1);
    }

    @Override
    protected AttackFactory<Ead.Parameters> factory() {
        return new AttackFactory<>(Ead.INFO, Ead.Parameters.class, Ead::new);
    }

    @Override
    protected Ead.Parameters parameters() {
        return new Ead.Parameters(6, 60, 0.01, 0.01, 0.001, DecisionRule.L1, 0, true, 1);
    }

    /** Beta decides which values stay, so that even a linear model's optimum is not reached. */
    @Override
    protected boolean reachesOptimum() {
        return false;
    }

    /** It begins at the sample and follows exact gradients. */
    @Override
    protected boolean draws() {
        return false;
    }

    /** The step alone would go from 0.5 to 0.5 + rate * 10 * gradient; beta is taken off whatever the rate. */
    @Test
    void shrinksByBetaWhateverTheRate() {
        ElasticNet net = new ElasticNet(0.05);
        for (double rate : new double[] {0.01, 0.02}) {
            float[] x = {9, 0.5f, 0.5f, 0.5f, 0.5f};
            float[] ahead = x.clone();
            float[] gradient = {
                7, (float) (0.1 / rate), (float) (-0.2 / rate), (float) (0.04 / rate), (float) (5 / rate)
            };
            float[] original = {9, 0.5f, 0.5f, 0.5f, 0.5f};
            net.step(new ElasticNet.Points(x, ahead, gradient, original, 1, 4), rate, 1, 0.5);
            assertArrayEquals(new float[] {9, 0.55f, 0.35f, 0.5f, 1}, x, 1e-6f);
            assertArrayEquals(new float[] {9, 0.575f, 0.275f, 0.5f, 1.25f}, ahead, 1e-6f);
        }
    }

    /** Squared L2 is part of the gradient, not of the shrinkage: at the point ahead, 2 * 0.1 * rate 0.25. */
    @Test
    void theDistancePullsBack() {
        float[] x = {0.6f};
        float[] ahead = {0.6f};
        new ElasticNet(0).step(new ElasticNet.Points(x, ahead, new float[1], new float[] {0.5f}, 0, 1), 0.25, 1, 0);
        assertEquals(0.55f, x[0], 1e-6f);
    }

    /** The nearest success in L1 is among those of rule l1; rule en may leave it out. */
    @Test
    void theRuleL1IsNeverFartherInL1() {
        double l1 = play(ead(9, 0.01, DecisionRule.L1, 0)).outcomes().l1()[0];
        double en = play(ead(9, 0.01, DecisionRule.EN, 0)).outcomes().l1()[0];
        assertTrue(l1 <= en && en < 0.2, "l1 " + l1 + ", en " + en);
        // The boundary is 0.05 away where x1 alone moves.
        assertTrue(l1 >= 0.05 - 1e-6 && l1 < 0.1, "l1 " + l1);
    }

    /** A margin of 1 lies at 1.2 / 4 from the sample where x1 alone moves. */
    @Test
    void keepsOnlyConfidentIterates() {
        MatchResult result = play(ead(9, 0.01, DecisionRule.L1, 1));
        double distance = result.outcomes().l1()[0];
        assertTrue(result.outcomes().wrong()[0] == 1 && distance >= 0.3 - 1e-5 && distance < 0.45, "l1 " + distance);
    }

    /** No weight suffices: the sample itself comes back, not a black image. */
    @Test
    void aFailureIsNoSuccess() {
        MatchResult result = play(ead(1, 1e-9, DecisionRule.L1, 0));
        assertEquals(0f, result.outcomes().wrong()[0]);
        assertArrayEquals(new float[] {0.5f, 0.5f}, result.examples());
    }
}
