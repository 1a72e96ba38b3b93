package io.gauntlet.plugins.attacks.strength;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
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

    private static int broken(SearchChoice search) {
        Spatial attack = new Spatial(SpatialTest.spatial(search, 30, 3, 31, 5, 10));
        return PublishedNetworks.broken(PublishedNetworks.distances(
                Norm.LINF, PublishedNetworks.play("wong2018_certified", Spatial.INFO, attack, Norm.LINF, 1, SAMPLES)));
    }
}
