package io.gauntlet.plugins.attacks.physical;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.pose.Pose;
import io.gauntlet.api.pose.PoseLimits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PosesTest {
    @Test
    void theGridReachesFromLimitToLimit() {
        Poses poses = new Poses(30, 3, 31, 5);
        assertEquals(775, poses.gridSize());
        Set<Pose> all = new HashSet<>();
        for (int i = 0; i < poses.gridSize(); i++) {
            all.add(poses.grid(i));
        }
        assertEquals(775, all.size());
        for (Pose pose : new Pose[] {
            new Pose(0, 0, 0), new Pose(-30, -3, -3), new Pose(30, 3, 3), new Pose(-28, 1.5, -1.5), new Pose(30, -3, 0)
        }) {
            assertTrue(all.contains(pose), pose + " is not in the grid");
        }
        assertEquals(25, new Poses(0, 3, 31, 5).gridSize());
        assertEquals(1, new Poses(0, 0, 31, 5).gridSize());
    }

    @Test
    void climbsEndAtTheLimits() {
        Poses poses = new Poses(30, 3, 31, 5);
        double[] slopes = {5, -1e-9, 0};
        assertEquals(new Pose(3, -0.30000000000000004, 0), poses.climb(new Pose(0, 0, 0), slopes, 0.1));
        assertEquals(new Pose(30, -3, 2), poses.climb(new Pose(29, -2.9, 2), slopes, 0.1));
    }

    @Test
    void theWholeGridCanBeTakenFromTheNearest() {
        PoseLimits limits = new PoseLimits(30, 3);
        Poses poses = Poses.within(limits, 31, 5);
        Pose[] sorted = poses.nearestFirst(limits);
        assertEquals(Pose.UPRIGHT, sorted[0]);
        assertEquals(775, new HashSet<>(Set.of(sorted)).size());
        for (int i = 1; i < sorted.length; i++) {
            assertTrue(limits.distance(sorted[i - 1]) <= limits.distance(sorted[i]));
        }
        assertEquals(1, limits.distance(sorted[774]));
    }
}
