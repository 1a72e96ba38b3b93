package io.gauntlet.plugins.attacks.physical;

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
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.plugins.attacks.support.OneSample;
import io.gauntlet.testkit.ArrayExamples;
import io.gauntlet.testkit.AttackContract;
import io.gauntlet.testkit.LinearModel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PatchTest extends AttackContract<Patch.Parameters> {
    @Override
    protected AttackFactory<Patch.Parameters> factory() {
        return new AttackFactory<>(Patch.INFO, Patch.Parameters.class, Patch::new);
    }

    /** One pixel of the contract's pictures of 4 x 4. */
    @Override
    protected Patch.Parameters parameters() {
        return parameters(Mask.RECTANGLE, 0.25, 0.375, 0.375);
    }

    /** A place is given: the best pixels may lie elsewhere. */
    @Override
    protected boolean reachesOptimum() {
        return false;
    }

    private static Patch.Parameters parameters(Mask mask, double size, double across, double down) {
        return new Patch.Parameters(mask, size, across, down, Stencil.NONE, 30, 0.1, 2, LossChoice.CROSS_ENTROPY, 1);
    }

    private static Patch filed(int height, int width, boolean... covered) {
        Stencil file = Stencil.of(height, width, covered, "0".repeat(64));
        return new Patch(
                new Patch.Parameters(Mask.STICKER, 1, 0.5, 0.5, file, 30, 0.1, 2, LossChoice.CROSS_ENTROPY, 1));
    }

    /** The mask of a file counts, and not the shape, under which both pixels lie. */
    @Test
    void aMaskFromAFileIsKeptExactly() {
        MatchResult result = OneSample.picture(Patch.INFO, filed(1, 2, false, true), Norm.L0, 1);
        assertEquals(1, result.outcomes().wrong()[0]);
        assertEquals(0.5f, result.examples()[0]);
        assertEquals(1, result.outcomes().l0()[0]);
    }

    /** Every candidate, not only the last, differs from its sample under the mask alone, targeted too. */
    @Test
    void nothingOutsideOfAFilesMaskEverChanges() {
        LinearModel model = LinearModel.random(Seed.of(3), new long[] {3, 4, 2}, 3, 4);
        ArrayExamples examples = model.examples(Seed.of(4), 8, 0.2, 0);
        boolean[] covered = new boolean[12];
        covered[1] = true;
        covered[6] = true;
        for (Goal goal : new Goal[] {Goal.UNTARGETED, Goal.TARGETED_RANDOM}) {
            ThreatModel threatModel = new ThreatModel(
                    Norm.L0, 4, goal, Knowledge.WHITE_BOX, ThreatModel.UNLIMITED, ThreatModel.UNLIMITED);
            MatchResult result = MatchHarness.play(new MatchSetup(
                    Patch.INFO,
                    filed(3, 4, covered),
                    model,
                    new Referee(model, threatModel, Seed.of(1), List.of()),
                    examples,
                    examples,
                    IntStream.range(0, 8).toArray(),
                    threatModel,
                    Seed.of(2),
                    Progress.silent(),
                    new StopSignal()));
            float[] original = new float[24];
            for (int sample = 0; sample < 8; sample++) {
                examples.read(sample, original, 0);
                for (int i = 0; i < 24; i++) {
                    assertTrue(covered[i / 2] || original[i] == result.examples()[sample * 24 + i], "value " + i);
                }
            }
        }
    }

    @Test
    void aFileOfAnotherSizeIsRefused() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> OneSample.picture(Patch.INFO, filed(2, 1, true, true), Norm.L0, 2))
                .getMessage();
        assertEquals(
                "The mask's file is 2 x 1 pixels, but these pictures are 1 x 2: draw the mask in their size.", message);
    }

    /** With logits (0, 3 x0 - 4 x1 + 0.7), the second pixel alone can be changed so that the answer is wrong. */
    @Test
    void onlyWhatIsCoveredChanges() {
        Patch right = new Patch(parameters(Mask.RECTANGLE, 0.5, 0.75, 0.5));
        MatchResult result = OneSample.picture(Patch.INFO, right, Norm.L0, 1);
        assertEquals(1, result.outcomes().wrong()[0]);
        assertEquals(0.5f, result.examples()[0]);
        assertTrue(result.examples()[1] > 0.55f);
        assertEquals(1, result.outcomes().l0()[0]);
    }

    @Test
    void aMaskLargerThanEpsilonIsRefused() {
        Patch both = new Patch(parameters(Mask.RECTANGLE, 1, 0.5, 0.5));
        String message = assertThrows(
                        IllegalArgumentException.class, () -> OneSample.picture(Patch.INFO, both, Norm.L0, 1))
                .getMessage();
        assertEquals(
                "The mask covers 2 values of these pictures, but epsilon allows 1 to change: make the mask smaller or"
                        + " epsilon larger.",
                message);
    }

    @Test
    void masksLookLikeTheirNames() {
        assertEquals("""
                ......
                ..##..
                .####.
                .####.
                ..##..
                ......
                """, drawn(Mask.STICKER.values(6, 6, 1, 0.67, 0.5, 0.5), 6));
        assertEquals("""
                .....
                .###.
                .###.
                .....
                """, drawn(Mask.RECTANGLE.values(4, 5, 1, 0.6, 0.5, 0.5), 5));
        boolean[] glasses = Mask.GLASSES.values(20, 40, 1, 1, 0.5, 0.5);
        String drawn = drawn(glasses, 40);
        String middle = drawn.lines().skip(10).findFirst().orElseThrow();
        // A rim, glass to see through, a rim, the bridge, and the same again.
        assertTrue(middle.matches("\\.*#+\\.+#+\\.+#+\\.*"), drawn);
        assertEquals(middle, new StringBuilder(middle).reverse().toString());
        int count = 0;
        for (boolean one : Mask.GLASSES.values(20, 40, 3, 1, 0.5, 0.5)) {
            count += one ? 1 : 0;
        }
        assertEquals(3 * drawn.chars().filter(c -> c == '#').count(), count, "all channels of a pixel are covered");
    }

    private static String drawn(boolean[] covered, int width) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < covered.length; i++) {
            text.append(covered[i] ? '#' : '.').append(i % width == width - 1 ? "\n" : "");
        }
        return text.toString();
    }
}
