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

class MiFgsmTest extends AttackContract<MiFgsm.Parameters> {
    @Override
    protected AttackFactory<MiFgsm.Parameters> factory() {
        return new AttackFactory<>(MiFgsm.INFO, MiFgsm.Parameters.class, MiFgsm::new);
    }

    @Override
    protected MiFgsm.Parameters parameters() {
        return mi(10, 1);
    }

    private static MiFgsm.Parameters mi(int steps, double decay) {
        return new MiFgsm.Parameters(steps, 0, decay, LossChoice.CROSS_ENTROPY, 1);
    }

    @Override
    protected boolean draws() {
        return false;
    }

    @Test
    void stepsOfTheDefaultSizeAddUpToEpsilon() {
        MatchResult result = OneSample.play(MiFgsm.INFO, new MiFgsm(parameters()), Norm.LINF, 0.025);
        assertArrayEquals(new float[] {0.475f, 0.525f}, result.examples(), 1e-6f);
        assertEquals(10, result.gradients());
    }

    /** The gradients' sizes differ by far on the way; divided by their L1 norms all count the same. */
    @Test
    void tinyGradientsCountAsMuchAsLargeOnes() {
        MatchResult result = OneSample.play(MiFgsm.INFO, new MiFgsm(mi(4, 0.5)), Norm.L2, 0.03, 1e-24f);
        assertArrayEquals(new float[] {0.5f - 0.018f, 0.5f + 0.024f}, result.examples(), 1e-6f);
    }
}
