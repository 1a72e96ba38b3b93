package io.gauntlet.plugins.attacks.saliency;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.plugins.attacks.support.OneSample;
import io.gauntlet.testkit.ArrayExamples;
import io.gauntlet.testkit.AttackContract;
import io.gauntlet.testkit.LinearModel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class JsmaTest extends AttackContract<Jsma.Parameters> {
    /** Four values of 0.5 of class 1, which leads by a margin; class 0 gains 2 for the first, 1 for the second. */
    private static MatchResult play(Jsma.Parameters parameters, float margin) {
        float[][] weights = {{2, 1, 0, -1}, {-2, -1, 0, 1}};
        // The weights of each class sum to 2 and -2: they count 1 and -1 at the sample.
        LinearModel model = new LinearModel(weights, new float[] {0, margin + 2}, new long[] {4}, 1);
        float[] sample = {0.5f, 0.5f, 0.5f, 0.5f};
        ArrayExamples examples = new ArrayExamples(sample, new int[] {1}, new long[] {4}, 2);
        return OneSample.play(Jsma.INFO, new Jsma(parameters), Norm.L0, 4, model, examples, examples);
    }

    private static Jsma.Parameters jsma(double theta, double share, boolean pairs) {
        return new Jsma.Parameters(theta, share, pairs, 9);
    }

    @Override
    protected AttackFactory<Jsma.Parameters> factory() {
        return new AttackFactory<>(Jsma.INFO, Jsma.Parameters.class, Jsma::new);
    }

    @Override
    protected Jsma.Parameters parameters() {
        return new Jsma.Parameters(1, 1, true, 9);
    }

    /** Values only go up, and greedily. */
    @Override
    protected boolean reachesOptimum() {
        return false;
    }

    /** It begins at the sample and follows exact gradients. */
    @Override
    protected boolean draws() {
        return false;
    }

    @Test
    void raisesThePairThatIsWorthMost() {
        MatchResult result = play(jsma(1, 1, true), 2.9f);
        assertArrayEquals(new float[] {1, 1, 0.5f, 0.5f}, result.examples());
        assertEquals(1f, result.outcomes().wrong()[0]);
        assertEquals(2f, result.outcomes().l0()[0]);
        // The look at the sample, its choice, and the look at what became of it; ranking is a query.
        assertEquals(3, result.gradients());
        assertEquals(4, result.queries());
    }

    @Test
    void aSingleValueIsEnoughForASmallMargin() {
        MatchResult result = play(jsma(1, 1, false), 1.9f);
        assertArrayEquals(new float[] {1, 0.5f, 0.5f, 0.5f}, result.examples());
        assertEquals(1f, result.outcomes().wrong()[0]);
    }

    /** Twice a quarter is all the room there is; then the pair leaves, and no other raises class 0. */
    @Test
    void saturatedValuesLeave() {
        MatchResult result = play(jsma(0.25, 1, true), 3.1f);
        assertArrayEquals(new float[] {1, 1, 0.5f, 0.5f}, result.examples());
        assertEquals(0f, result.outcomes().wrong()[0]);
        assertEquals(6, result.gradients());
    }

    @Test
    void lowersWhereThetaIsNegative() {
        MatchResult result = play(jsma(-1, 1, false), 0.9f);
        assertArrayEquals(new float[] {0.5f, 0.5f, 0.5f, 0}, result.examples());
        assertEquals(1f, result.outcomes().wrong()[0]);
    }

    /** A quarter of four values is one, and a pair is two. */
    @Test
    void changesNoGreaterShareThanAllowed() {
        assertEquals(0f, play(jsma(1, 0.25, true), 0.5f).outcomes().l0()[0]);
        assertEquals(1f, play(jsma(1, 0.25, false), 0.5f).outcomes().l0()[0]);
    }

    @Test
    void aThetaOfNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> jsma(0, 1, true));
    }
}
