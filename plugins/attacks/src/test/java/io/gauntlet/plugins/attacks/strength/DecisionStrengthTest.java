package io.gauntlet.plugins.attacks.strength;

import java.util.Locale;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.plugins.attacks.decision.Boundary;
import io.gauntlet.plugins.attacks.decision.HopSkipJump;
import io.gauntlet.plugins.attacks.decision.Rays;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Label-only attacks on published networks, with fewer queries than by default, beside what Foolbox 3 reaches. */
class DecisionStrengthTest {
    private static final String CERTIFIED = "wong2018_certified";
    private static final int SAMPLES = Integer.getInteger("strength.samples", 16);
    private static final double ALL_OF_IT = 1000;
    /** The radius at which robustness is certified. */
    private static final double RADIUS = 0.1;

    @BeforeAll
    static void needNetworks() {
        PublishedNetworks.assumePresent();
    }

    /** The reference walks 5000 steps too. */
    @Test
    void boundaryIsAsStrongAsItsReference() {
        Boundary attack = new Boundary(new Boundary.Parameters(5000, 0.01, 0.01, 1e-7, 1.5, 1000, 100));
        double[] ours = distances(Boundary.INFO, attack, Norm.L2, ALL_OF_IT, SAMPLES / 2);
        beside("boundary_5000", ours);
    }

    /** With less than half of the queries that the reference spends. */
    @Test
    void hopSkipJumpNeedsFewerQueriesThanBoundary() {
        beside("boundary_5000", distances(HopSkipJump.INFO, hopSkipJump(), Norm.L2, ALL_OF_IT, SAMPLES));
    }

    @Test
    void hopSkipJumpInLinfIsStrongerThanDeepFoolAndBreaksNoCertifiedSample() {
        double[] ours = distances(HopSkipJump.INFO, hopSkipJump(), Norm.LINF, 1, SAMPLES);
        beside("deepfool_linf", ours);
        noCertifiedBroken(ours);
    }

    @Test
    void raysIsStrongerThanDeepFoolAndBreaksNoCertifiedSample() {
        double[] ours = distances(Rays.INFO, new Rays(new Rays.Parameters(2000, 0.001, 100)), Norm.LINF, 1, SAMPLES);
        beside("deepfool_linf", ours);
        noCertifiedBroken(ours);
    }

    private static HopSkipJump hopSkipJump() {
        return new HopSkipJump(
                new HopSkipJump.Parameters(10, 100, 10_000, HopSkipJump.StepSearch.HALVING, 1, 1000, 100));
    }

    private static double[] distances(AttackInfo info, Attack attack, Norm norm, double epsilon, int samples) {
        return PublishedNetworks.distances(
                norm, PublishedNetworks.play(CERTIFIED, info, attack, norm, epsilon, samples));
    }

    private static void beside(String reference, double[] ours) {
        double[] theirs = PublishedNetworks.foolbox(CERTIFIED, reference, ours.length);
        String figures = String.format(
                Locale.ROOT,
                "%d samples: median %.4f; Foolbox's %s %.4f",
                ours.length,
                PublishedNetworks.median(ours),
                reference,
                PublishedNetworks.median(theirs));
        System.out.println(figures);
        assertEquals(ours.length, PublishedNetworks.broken(ours), "broken");
        assertTrue(PublishedNetworks.median(ours) <= 1.03 * PublishedNetworks.median(theirs), figures);
    }

    private static void noCertifiedBroken(double[] distances) {
        String certified = PublishedNetworks.certified();
        for (int i = 0; i < distances.length; i++) {
            assertTrue(
                    distances[i] > RADIUS - 1e-6 || certified.charAt(i) == '0',
                    "sample " + i + " is certified and was broken at " + distances[i]);
        }
    }
}
