package io.gauntlet.plugins.attacks.geometry;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.plugins.attacks.nearest.Cw;
import io.gauntlet.plugins.attacks.nearest.Ddn;
import io.gauntlet.plugins.attacks.nearest.Fmn;
import io.gauntlet.plugins.attacks.support.OneSample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

class GeometryTest {
    private static final float[] ORIGINAL = {9, 0.5f, 0.5f, 0, 1};
    private static final float[] MOVED = {9, 0.75f, 0.4f, -0.5f, 0.5f};

    @Test
    void distancesAndDualsLookAtOneSample() {
        for (Norm norm : Geometry.NORMS) {
            Geometry geometry = Geometry.of(Fmn.INFO, norm);
            double distance = geometry.distance(MOVED, ORIGINAL, 1, 2);
            double dual = geometry.dual(new float[] {7, 3, -4, 7}, 1, 2);
            switch (norm) {
                case LINF -> assertArrayEquals(new double[] {0.25, 7}, new double[] {distance, dual}, 1e-6);
                case L2 ->
                    assertArrayEquals(new double[] {Math.hypot(0.25, 0.1), 5}, new double[] {distance, dual}, 1e-6);
                case L1 -> assertArrayEquals(new double[] {0.35, 4}, new double[] {distance, dual}, 1e-6);
                case L0 -> assertArrayEquals(new double[] {2, 4}, new double[] {distance, dual}, 1e-6);
                case POSE -> fail("poses have no geometry");
            }
        }
    }

    /** Clipped by itself, the change of (3, 4) would keep its length in the wrong direction. */
    @Test
    void l2ProjectionScales() {
        float[] x = {0.5f + 0.3f, 0.5f - 0.4f};
        Geometry.of(Fmn.INFO, Norm.L2).project(x, new float[] {0.5f, 0.5f}, 0, 2, 0.25);
        assertArrayEquals(new float[] {0.65f, 0.3f}, x, 1e-6f);
    }

    @Test
    void l0ProjectionKeepsTheGreatestChanges() {
        float[] x = MOVED.clone();
        Geometry.of(Fmn.INFO, Norm.L0).project(x, ORIGINAL, 1, 4, 2.9);
        // The change out of the box is among the greatest, and clipped.
        assertArrayEquals(new float[] {9, 0.5f, 0.5f, 0, 0.5f}, x);
        float[] equal = {1, 1, 1};
        Geometry.of(Fmn.INFO, Norm.L0).project(equal, new float[3], 0, 3, 2);
        assertArrayEquals(new float[] {1, 1, 0}, equal);
    }

    @Test
    void wholeRadiiAlwaysChange() {
        Geometry l0 = Geometry.of(Fmn.INFO, Norm.L0);
        assertEquals(2, l0.grow(1, 0.05));
        assertEquals(105, l0.grow(100, 0.05), 1e-9);
        assertEquals(0, l0.shrink(1, 0.05));
        assertEquals(95, l0.shrink(100, 0.05), 1e-9);
    }

    @Test
    void otherNormsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Geometry.of(Ddn.INFO, Norm.L1));
    }

    /** logits = (0, 3 x0 - 4 x1 + 0.7): one value is enough, and moving x1 by 0.05 does it. */
    @Test
    void fmnChangesOneValueWhereOneIsEnough() {
        AttackFactory<Fmn.Parameters> fmn = new AttackFactory<>(Fmn.INFO, Fmn.Parameters.class, Fmn::new);
        Fmn attack = new Fmn(new Fmn.Parameters(20, 1, 0.05, 1));
        MatchResult result = OneSample.play(fmn.info(), attack, Norm.L0, 1);
        assertEquals(1f, result.outcomes().l0()[0]);
        assertEquals(1f, result.outcomes().wrong()[0]);
    }

    @Test
    void ddnRoundsToShadesWhenAsked() {
        Ddn attack = new Ddn(new Ddn.Parameters(40, 0.05, 0, 1, 11, 1));
        for (float value : OneSample.play(Ddn.INFO, attack, Norm.L2, 1).examples()) {
            assertEquals(Math.rint(value * 10), value * 10, 1e-5);
        }
    }

    /** A margin of 1 lies at 1.2 / 5 from the sample, the boundary at 0.2 / 5. */
    @Test
    void cwKeepsOnlyConfidentIterates() {
        Cw.Parameters parameters = new Cw.Parameters(6, 300, 0.005, 0.01, 1, true, 1);
        MatchResult result = OneSample.play(Cw.INFO, new Cw(parameters), Norm.L2, 1);
        float distance = result.outcomes().l2()[0];
        assertTrue(distance >= 0.24 - 1e-5 && distance < 0.24 * 1.05, "distance " + distance);
    }
}
