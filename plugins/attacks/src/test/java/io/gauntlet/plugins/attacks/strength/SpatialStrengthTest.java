package io.gauntlet.plugins.attacks.strength;

import java.util.Arrays;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.pose.PoseLimits;
import io.gauntlet.plugins.attacks.physical.Spatial;
import io.gauntlet.plugins.attacks.physical.Spatial.SearchChoice;
import io.gauntlet.plugins.attacks.physical.SpatialTest;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Rotations and translations on a published network that is robust in L-inf alone. */
class SpatialStrengthTest {
    private static final int SAMPLES = 32;

    @BeforeAll
    static void present() {
        PublishedNetworks.assumePresent();
    }

    /** Engstrom et al. 2019, table 1: the whole grid breaks nearly all, the worst of ten random poses fewer. */
    @Test
    void theGridIsStrongerThanTenRandomPoses() {
        int grid = broken(SearchChoice.GRID);
        int random = broken(SearchChoice.RANDOM);
        assertTrue(
                grid >= 0.9 * SAMPLES && random > 0.3 * SAMPLES && random < grid,
                grid + " broken by the grid, " + random + " by random poses");
    }

    /** The same where the pose is what is limited, and within less of it. */
    @Test
    void wherePosesAreLimitedTheGridIsStrongestAndWiderLimitsBreakMore() {
        PoseLimits paper = new PoseLimits(30, 3);
        int grid = broken(SearchChoice.GRID, paper, 1);
        int random = broken(SearchChoice.RANDOM, paper, 1);
        int half = broken(SearchChoice.GRID, paper, 0.5);
        int near = broken(SearchChoice.GRID, new PoseLimits(10, 1), 1);
        int wide = broken(SearchChoice.GRID, new PoseLimits(45, 5), 1);
        String found = grid + " broken by the grid, " + random + " by random poses, " + half + " within half of the"
                + " limits, " + near + " within 10 degrees and 1 pixel, " + wide + " within 45 and 5";
        assertTrue(grid >= random && random > 0.2 * SAMPLES, found);
        assertTrue(near < half && half < grid && grid <= wide, found);
    }

    /** How many poses within a share of the limits are misjudged. */
    private static int broken(SearchChoice search, PoseLimits limits, double share) {
        // What the parameters say of limits is for threat models of values.
        Spatial attack = new Spatial(SpatialTest.spatial(search, 1, 1, 31, 5, 10));
        double[] distances = PublishedNetworks.distances(
                Norm.POSE,
                PublishedNetworks.play(
                        "wong2018_certified", Spatial.INFO, attack, ThreatModel.whiteBox(limits), SAMPLES));
        return (int) Arrays.stream(distances)
                .filter(distance -> distance > 0 && distance <= share + 1e-6)
                .count();
    }

    private static int broken(SearchChoice search) {
        Spatial attack = new Spatial(SpatialTest.spatial(search, 30, 3, 31, 5, 10));
        return PublishedNetworks.broken(PublishedNetworks.distances(
                Norm.LINF, PublishedNetworks.play("wong2018_certified", Spatial.INFO, attack, Norm.LINF, 1, SAMPLES)));
    }
}
