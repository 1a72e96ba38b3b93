package io.gauntlet.plugins.attacks.strength;

import java.util.Arrays;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.gauntlet.api.Draws;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.RowwiseStage;
import io.gauntlet.api.model.Stage;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.plugins.attacks.apgd.Apgd;
import io.gauntlet.plugins.attacks.ensemble.AutoAttack;
import io.gauntlet.plugins.attacks.fixed.Pgd;
import io.gauntlet.plugins.attacks.rows.Backward;
import io.gauntlet.plugins.attacks.rows.Evasion;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.plugins.attacks.support.TrainedTarget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Attacks on a network behind noise: those who know of the noise are no weaker than one who does not. */
class RandomisedStrengthTest {
    private static final double EPSILON = 0.05;
    private static final int STEPS = 40;
    private static final int DRAWS = 20;

    private static TrainedTarget target;

    @BeforeAll
    static void train() {
        target = new TrainedTarget();
    }

    @AfterAll
    static void close() {
        target.close();
    }

    /** Noise that blurs the answers of a network: many pictures are wrong in some draws and right in others. */
    private static Stage noise() {
        return new RowwiseStage("noise", TrainedTarget.shape()) {
            private final float[] drawn = new float[length()];

            @Override
            public boolean randomised() {
                return true;
            }

            @Override
            public Derivative declared() {
                return Derivative.EXACT;
            }

            @Override
            protected void forwardRow(float[] x, float[] y, Draws draws) {
                draws.fillGaussian(drawn, 0.2f);
                for (int i = 0; i < x.length; i++) {
                    y[i] = x[i] + drawn[i];
                }
            }

            @Override
            protected void vjpRow(float[] x, float[] d, Draws draws) {
                // The noise does not depend on the picture.
            }
        };
    }

    private static double won(AttackInfo info, Attack attack) {
        return TrainedTarget.won(target.playBehind(noise(), info, attack, EPSILON));
    }

    private static Attack pgd(Backward backward, int draws) {
        return new Pgd(
                new Pgd.Parameters(20, 0, 1, true, LossChoice.CROSS_ENTROPY, draws, backward, Evasion.SELECTIVE));
    }

    /**
     * The network is almost linear, so that the twin's gradient, which no noise blurs, is as good as the mean of many: who
     * knows of the noise cannot be much better, and who stopped at the first lucky draw would lose by a third.
     */
    @Test
    void whoKnowsOfTheNoiseIsNoWeakerThanWhoDoesNot() {
        double blind = won(Pgd.INFO, pgd(Backward.TWIN, 1));
        double informed = won(Pgd.INFO, pgd(Backward.DECLARED, DRAWS));
        double adaptive = won(Apgd.INFO, new Apgd(new Apgd.Parameters(STEPS, 1, LossChoice.CROSS_ENTROPY, 0, DRAWS)));
        String all = "blind " + blind + ", pgd " + informed + ", apgd " + adaptive;
        assertTrue(blind > 0.15 && blind < 0.9, "there is something to lose and to win: " + all);
        assertTrue(informed >= blind - 0.02 && adaptive >= blind - 0.01, all);
    }

    /** Both members of the version for randomised models go on to the end, with the authors' 20 draws for each gradient. */
    @Test
    void autoattackForRandomisedModelsClimbsTwoLossesWithTwentyDraws() {
        AutoAttack attack = new AutoAttack(new AutoAttack.Parameters(AutoAttack.Version.RAND, STEPS, 9, 1));
        MatchResult result = target.playBehind(noise(), AutoAttack.INFO, attack, EPSILON);
        double blind = won(Pgd.INFO, pgd(Backward.TWIN, 1));
        double won = TrainedTarget.won(result);
        assertTrue(won >= blind - 0.01, "blind " + blind + ", autoattack " + won);
        assertEquals(
                2 * STEPS * DRAWS,
                Arrays.stream(result.outcomes().gradients()).max().orElseThrow());
    }
}
