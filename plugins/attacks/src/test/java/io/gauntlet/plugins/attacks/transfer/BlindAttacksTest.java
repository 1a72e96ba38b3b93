package io.gauntlet.plugins.attacks.transfer;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.gauntlet.api.Goal;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.plugins.attacks.canary.Noise;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.plugins.attacks.support.TrainedTarget;
import io.gauntlet.plugins.attacks.universal.Universal;
import io.gauntlet.plugins.attacks.universal.UniversalTest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What attacks that never see the target in the match reach on a network that was trained apart from theirs. */
class BlindAttacksTest {
    private static final double EPSILON = 0.2;
    private static TrainedTarget target;

    @BeforeAll
    static void train() {
        target = new TrainedTarget();
    }

    @AfterAll
    static void close() {
        target.close();
    }

    private static Transfer transfer(List<String> architectures, double diversity, int kernel) {
        return new Transfer(new Transfer.Parameters(
                architectures, 30, 0.003, 10, 0, 1, diversity, 0.9, kernel, LossChoice.CROSS_ENTROPY));
    }

    private static Substitute substitute(int queries) {
        return new Substitute(
                new Substitute.Parameters("mlp", 30, 4, queries, 0.1, 3, 40, 0.003, 10, 1, LossChoice.CROSS_ENTROPY));
    }

    private static Universal universal() {
        return new Universal(UniversalTest.universal(Universal.Method.GRADIENT, 8, 64, 0.2));
    }

    private static MatchResult sumOfSteps(Goal goal, double epsilon, int epochs, double delta) {
        Universal attack = new Universal(UniversalTest.universal(Universal.Method.DEEPFOOL, epochs, 64, delta));
        return target.play(Universal.INFO, attack, Norm.LINF, epsilon, goal, Knowledge.WHITE_BOX);
    }

    private static MatchResult blind(Transfer attack, Norm norm, double epsilon) {
        MatchResult result = target.play(Transfer.INFO, attack, norm, epsilon, Goal.UNTARGETED, Knowledge.TRANSFER);
        assertEquals(0, result.queries() + result.gradients() + result.fitting().queries());
        return result;
    }

    @Test
    void networksOfTheAttackersOwnFoolTheTarget() {
        double one = TrainedTarget.won(blind(transfer(List.of("mlp"), 0, 1), Norm.LINF, EPSILON));
        double diverse = TrainedTarget.won(blind(transfer(List.of("mlp"), 0.5, 1), Norm.LINF, EPSILON));
        double both = TrainedTarget.won(blind(transfer(List.of("small-cnn", "mlp"), 0.5, 1), Norm.LINF, EPSILON));
        double smooth = TrainedTarget.won(blind(transfer(List.of("mlp"), 0, 3), Norm.LINF, EPSILON));
        double euclidean = TrainedTarget.won(blind(transfer(List.of("mlp"), 0, 1), Norm.L2, 8 * EPSILON));
        String all = one + ", " + diverse + ", " + both + ", " + smooth + ", " + euclidean;
        assertTrue(one > 0.8 && diverse > 0.8 && both > 0.8 && smooth > 0.8 && euclidean > 0.8, all);
    }

    @Test
    void aTargetedExampleTransfersToo() {
        MatchResult result = target.play(
                Transfer.INFO,
                transfer(List.of("mlp", "small-cnn"), 0.5, 1),
                Norm.LINF,
                1.5 * EPSILON,
                Goal.TARGETED_RANDOM,
                Knowledge.TRANSFER);
        assertTrue(TrainedTarget.won(result) > 0.8, "won " + TrainedTarget.won(result));
    }

    @Test
    void aSubstituteLearnsWhatTheTargetSaysAndAsksNoMoreThanAllowed() {
        MatchResult result =
                target.play(Substitute.INFO, substitute(6400), Norm.LINF, EPSILON, Goal.UNTARGETED, Knowledge.LABEL);
        assertEquals(30 * 8, result.fitting().queries(), "thirty samples doubled three times");
        assertEquals(0, result.fitting().gradients() + result.queries() + result.gradients());
        assertTrue(TrainedTarget.won(result) > 0.7, "won " + TrainedTarget.won(result));
        MatchResult poor =
                target.play(Substitute.INFO, substitute(100), Norm.LINF, EPSILON, Goal.UNTARGETED, Knowledge.LABEL);
        assertEquals(100, poor.fitting().queries());
    }

    @Test
    void onePerturbationWinsMoreThanNoiseDoes() {
        MatchResult result =
                target.play(Universal.INFO, universal(), Norm.LINF, EPSILON, Goal.UNTARGETED, Knowledge.WHITE_BOX);
        assertEquals(0, result.queries() + result.gradients());
        assertEquals(8 * 300, result.fitting().gradients());
        MatchResult noise = target.play(
                Noise.INFO,
                new Noise(new Noise.Parameters(1)),
                Norm.LINF,
                EPSILON,
                Goal.UNTARGETED,
                Knowledge.WHITE_BOX);
        double won = TrainedTarget.won(result);
        assertTrue(won > 0.5 && won > TrainedTarget.won(noise) + 0.3, won + " against " + TrainedTarget.won(noise));
    }

    @Test
    void targetedThereIsOnePerturbationForEachClass() {
        MatchResult result = target.play(
                Universal.INFO, universal(), Norm.LINF, 1.5 * EPSILON, Goal.TARGETED_RANDOM, Knowledge.WHITE_BOX);
        assertTrue(TrainedTarget.won(result) > 0.8, "won " + TrainedTarget.won(result));
    }

    @Test
    void theSumOfDeepFoolStepsFoolsSamplesThatItWasNotMadeFrom() {
        MatchResult result = sumOfSteps(Goal.UNTARGETED, EPSILON, 3, 0.2);
        assertEquals(0, result.queries() + result.gradients());
        double won = TrainedTarget.won(result);
        assertTrue(won > 0.35, "won " + won);
        MatchResult aimed = sumOfSteps(Goal.TARGETED_RANDOM, EPSILON, 3, 0.2);
        assertTrue(TrainedTarget.won(aimed) > 0.8, "aimed won " + TrainedTarget.won(aimed));
        assertTrue(aimed.fitting().gradients() < result.fitting().gradients(), "enough were won at once");
    }
}
