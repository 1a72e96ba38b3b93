package io.gauntlet.plugins.attacks.physical;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.api.pose.Pose;
import io.gauntlet.api.pose.PoseLimits;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.plugins.attacks.physical.Spatial.SearchChoice;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.plugins.attacks.support.OneSample;
import io.gauntlet.testkit.ArrayExamples;
import io.gauntlet.testkit.AttackContract;
import io.gauntlet.testkit.LinearModel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

public class SpatialTest extends AttackContract<Spatial.Parameters> {
    private static final int SIDE = 5;

    @Override
    protected AttackFactory<Spatial.Parameters> factory() {
        return new AttackFactory<>(Spatial.INFO, Spatial.Parameters.class, Spatial::new);
    }

    @Override
    protected Spatial.Parameters parameters() {
        return spatial(SearchChoice.GRID, 90, 1, 5, 3, 1);
    }

    /** Every pose is that of the grid. */
    @Override
    protected boolean draws() {
        return false;
    }

    public static Spatial.Parameters spatial(
            SearchChoice search, double rotation, double translation, int angles, int shifts, int tries) {
        return new Spatial.Parameters(
                search, rotation, translation, angles, shifts, tries, 10, 0.2, LossChoice.CROSS_ENTROPY, List.of());
    }

    private static Spatial.Parameters drawn(int tries, Swap... members) {
        return new Spatial.Parameters(
                SearchChoice.RANDOM,
                0,
                0,
                1,
                1,
                tries,
                1,
                0.1,
                LossChoice.CROSS_ENTROPY,
                Arrays.stream(members).map(Swap::chosen).collect(Collectors.toList()));
    }

    /** White in the middle and black elsewhere; the answer is wrong once the pixel at the right edge is brighter. */
    private static MatchResult play(Spatial.Parameters parameters) {
        return play(parameters, ThreatModel.whiteBox(Norm.LINF, 1));
    }

    private static MatchResult posed(Spatial.Parameters parameters, double rotation, double translation) {
        return play(parameters, ThreatModel.whiteBox(new PoseLimits(rotation, translation)));
    }

    private static MatchResult play(Spatial.Parameters parameters, ThreatModel threatModel) {
        float[][] weights = new float[2][SIDE * SIDE];
        weights[0][SIDE * 2 + 2] = 1;
        weights[1][SIDE * 2 + 4] = 1;
        LinearModel model = new LinearModel(weights, new float[2], new long[] {SIDE, SIDE, 1}, 4);
        float[] picture = new float[SIDE * SIDE];
        picture[SIDE * 2 + 2] = 1;
        ArrayExamples examples = new ArrayExamples(picture, new int[] {0}, new long[] {SIDE, SIDE, 1}, 2);
        return OneSample.play(Spatial.INFO, new Spatial(parameters), threatModel, model, examples, examples);
    }

    @Test
    void theGridFindsTheShiftThatWins() {
        MatchResult found = play(spatial(SearchChoice.GRID, 20, 2, 3, 5, 1));
        assertEquals(1f, found.outcomes().wrong()[0]);
        assertEquals(75, found.queries());
        MatchResult near = play(spatial(SearchChoice.GRID, 0, 1, 3, 5, 1));
        assertEquals(0f, near.outcomes().wrong()[0], "a shift by one pixel leaves the right edge black");
        assertEquals(0, near.gradients());
    }

    /** Its limits are the threat model's, whatever the parameters say, and the nearest pose ends the search. */
    @Test
    void whereThePoseIsLimitedTheLimitsAreTheThreatModels() {
        MatchResult found = posed(spatial(SearchChoice.GRID, 1, 1, 3, 5, 1), 20, 4);
        assertEquals(1f, found.outcomes().wrong()[0]);
        assertEquals(0.5f, found.outcomes().distances(Norm.POSE)[0]);
        assertEquals(
                new Pose(0, 2, 0),
                Objects.requireNonNull(found.outcomes().poses()).pose(0));
        assertTrue(found.queries() < 75, found.queries() + " queries");
        MatchResult near = posed(spatial(SearchChoice.GRID, 90, 5, 3, 5, 1), 0, 1);
        assertEquals(0f, near.outcomes().wrong()[0], "a shift by one pixel leaves the right edge black");
        assertEquals(25, near.queries());
        assertEquals(
                1f,
                posed(spatial(SearchChoice.GRADIENT, 1, 1, 1, 1, 8), 0.5, 2)
                        .outcomes()
                        .wrong()[0]);
        assertEquals(
                1f,
                posed(spatial(SearchChoice.RANDOM, 1, 1, 1, 1, 200), 0.5, 2)
                        .outcomes()
                        .wrong()[0]);
    }

    @Test
    void otherTransformationsAreNoPoses() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> posed(drawn(1, new Swap(1, true)), 30, 3));
        assertEquals(
                "The threat model allows rotation and translation alone (norm pose): leave out the transformations of"
                        + " spatial.",
                refused.getMessage());
    }

    @Test
    void gradientsFindTheShiftThatWins() {
        MatchResult found = play(spatial(SearchChoice.GRADIENT, 0, 2, 1, 1, 8));
        assertEquals(1f, found.outcomes().wrong()[0]);
        assertEquals(80, found.gradients());
        assertEquals(88, found.queries());
    }

    @Test
    void randomPosesAreWithinTheLimits() {
        assertEquals(
                1f,
                play(spatial(SearchChoice.RANDOM, 0, 2, 1, 1, 200)).outcomes().wrong()[0]);
        MatchResult near = play(spatial(SearchChoice.RANDOM, 0, 1, 1, 1, 200));
        assertEquals(0f, near.outcomes().wrong()[0]);
        assertEquals(200, near.queries());
    }

    /** Light l on (0.5, 0.5) is at distance (1 - l) / 2; the logit 0.7 - l / 2 stays positive, so that nothing breaks. */
    @Test
    void everyTryIsPaidForAndNoMore() {
        MatchResult result = OneSample.play(Spatial.INFO, new Spatial(drawn(7, new Swap(0, false))), Norm.LINF, 0.9);
        assertEquals(0, result.outcomes().wrong()[0]);
        assertEquals(7, result.queries());
        assertEquals(0, result.gradients());
    }

    /** Both members apply: the light of a picture is the product of theirs. */
    @Test
    void drawnTransformationsFollowOneAnother() {
        MatchResult result = OneSample.play(
                Spatial.INFO, new Spatial(drawn(1, new Swap(1, true), new Swap(0.1, false))), Norm.LINF, 0.9);
        float[] x = result.examples();
        assertEquals(x[0], x[1], 1e-6f);
        assertTrue(x[0] < 0.5f);
    }

    @Test
    void transformationsAreForRandomSearchAlone() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new Spatial.Parameters(
                        SearchChoice.GRID,
                        30,
                        3,
                        31,
                        5,
                        10,
                        20,
                        0.1,
                        LossChoice.MARGIN,
                        List.of(new Swap(1, true).chosen())));
        assertEquals(
                "transformations are drawn by search random alone: choose it, or leave them out.",
                refused.getMessage());
    }
}
