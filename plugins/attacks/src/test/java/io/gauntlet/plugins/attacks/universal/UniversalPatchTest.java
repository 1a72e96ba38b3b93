package io.gauntlet.plugins.attacks.universal;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Goal;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.Stencil;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.arena.match.MatchHarness;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.arena.match.MatchSetup;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.arena.referee.Referee;
import io.gauntlet.plugins.attacks.physical.Mask;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.testkit.ArrayExamples;
import io.gauntlet.testkit.AttackContract;
import io.gauntlet.testkit.LinearModel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class UniversalPatchTest extends AttackContract<UniversalPatch.Parameters> {
    private static final int SAMPLES = 12;
    private static final int VALUES = 3 * 4 * 2;
    private static final boolean[] COVERED = new boolean[12];

    static {
        COVERED[1] = true;
        COVERED[6] = true;
        COVERED[7] = true;
    }

    @Override
    protected AttackFactory<UniversalPatch.Parameters> factory() {
        return new AttackFactory<>(UniversalPatch.INFO, UniversalPatch.Parameters.class, UniversalPatch::new);
    }

    /** One pixel of the contract's pictures of 4 x 4. */
    @Override
    protected UniversalPatch.Parameters parameters() {
        return parameters(Mask.RECTANGLE, 0.25, Stencil.NONE);
    }

    /** A place is given, and one patch serves all. */
    @Override
    protected boolean reachesOptimum() {
        return false;
    }

    private static UniversalPatch.Parameters parameters(Mask mask, double size, Stencil file) {
        return new UniversalPatch.Parameters(mask, size, 0.375, 0.375, file, 10, 0, 2, 0.2, LossChoice.MARGIN, 1);
    }

    /** Two classes, so that the best patch is known: white where the goal's weights are greater, black elsewhere. */
    private static float[][] weights() {
        float[][] weights = new float[2][VALUES];
        for (int c = 0; c < 2; c++) {
            Seed.of(3).derive("weights", c).draws().fillGaussian(weights[c], 1);
        }
        return weights;
    }

    private static LinearModel model() {
        float[][] weights = weights();
        float[] bias = new float[2];
        for (int c = 0; c < 2; c++) {
            for (float weight : weights[c]) {
                bias[c] -= 0.5f * weight;
            }
        }
        return new LinearModel(weights, bias, new long[] {3, 4, 2}, 4);
    }

    private static MatchResult play(Goal goal, double epsilon) {
        LinearModel model = model();
        ThreatModel threatModel = new ThreatModel(
                Norm.L0, epsilon, goal, Knowledge.WHITE_BOX, ThreatModel.UNLIMITED, ThreatModel.UNLIMITED);
        Stencil file = Stencil.of(3, 4, COVERED, "0".repeat(64));
        return MatchHarness.play(new MatchSetup(
                UniversalPatch.INFO,
                new UniversalPatch(parameters(Mask.STICKER, 1, file)),
                model,
                new Referee(model, threatModel, Seed.of(1), List.of()),
                examples(model),
                model.examples(Seed.of(5), 40, 0.1, 0),
                IntStream.range(0, SAMPLES).toArray(),
                threatModel,
                Seed.of(2),
                Progress.silent(),
                new StopSignal()));
    }

    private static ArrayExamples examples(LinearModel model) {
        return model.examples(Seed.of(4), SAMPLES, 0.1, 0);
    }

    /** Outside of the mask all is the sample's; under it is the best patch for the class to reach, a known one. */
    @Test
    void aimedItIsTheBestPatchAndLiesInTheMaskExactly() {
        float[][] weights = weights();
        MatchResult result = play(Goal.TARGETED_RANDOM, 6);
        assertEquals(0, result.queries() + result.gradients());
        float[] original = new float[VALUES];
        for (int sample = 0; sample < SAMPLES; sample++) {
            examples(model()).read(sample, original, 0);
            int goal = result.outcomes().goal()[sample];
            for (int i = 0; i < VALUES; i++) {
                float best = weights[goal][i] > weights[1 - goal][i] ? 1 : 0;
                float expected = COVERED[i / 2] ? best : original[i];
                assertEquals(expected, result.examples()[sample * VALUES + i], "value " + i + " of sample " + sample);
            }
        }
    }

    @Test
    void untargetedThereIsOnePatchForAll() {
        MatchResult result = play(Goal.UNTARGETED, 6);
        assertEquals(10 * 40, result.fitting().gradients());
        for (int sample = 1; sample < SAMPLES; sample++) {
            for (int i = 0; i < VALUES; i++) {
                assertTrue(
                        !COVERED[i / 2] || result.examples()[sample * VALUES + i] == result.examples()[i],
                        "value " + i + " of sample " + sample);
            }
        }
    }

    @Test
    void aMaskLargerThanEpsilonIsRefused() {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> play(Goal.UNTARGETED, 5))
                .getMessage());
        assertEquals(
                "The mask covers 6 values of these pictures, but epsilon allows 5 to change: make the mask smaller or"
                        + " epsilon larger.",
                message);
    }
}
