package io.gauntlet.plugins.attacks.physical;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.plugins.attacks.support.OneSample;
import io.gauntlet.testkit.AttackContract;

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
        return new Patch.Parameters(mask, size, across, down, 30, 0.1, 2, LossChoice.CROSS_ENTROPY, 1);
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
