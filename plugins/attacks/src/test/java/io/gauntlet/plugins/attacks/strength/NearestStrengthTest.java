package io.gauntlet.plugins.attacks.strength;

import java.util.Locale;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.plugins.attacks.elastic.DecisionRule;
import io.gauntlet.plugins.attacks.elastic.Ead;
import io.gauntlet.plugins.attacks.fab.Fab;
import io.gauntlet.plugins.attacks.nearest.Cw;
import io.gauntlet.plugins.attacks.nearest.Ddn;
import io.gauntlet.plugins.attacks.nearest.DeepFool;
import io.gauntlet.plugins.attacks.nearest.Fmn;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Minimum-norm attacks against Foolbox 3: as many samples broken, but for one, and a median no more than 3 % longer. */
class NearestStrengthTest {
    private static final int SAMPLES = Integer.getInteger("strength.samples", 32);
    private static final double ALL_OF_IT = 1000;

    @BeforeAll
    static void needNetworks() {
        PublishedNetworks.assumePresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wong2020_pgd", "wong2018_certified"})
    void deepFool(String network) {
        DeepFool.Parameters parameters = new DeepFool.Parameters(50, 0.02, 10);
        compare(network, "deepfool_l2", DeepFool.INFO, new DeepFool(parameters), Norm.L2);
        compare(network, "deepfool_linf", DeepFool.INFO, new DeepFool(parameters), Norm.LINF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wong2020_pgd", "wong2018_certified"})
    void ddn(String network) {
        compare(network, "ddn_1000", Ddn.INFO, new Ddn(new Ddn.Parameters(1000, 0.05, 0, 1, 0, 1)), Norm.L2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wong2020_pgd", "wong2018_certified"})
    void fmn(String network) {
        // With the step chosen for L-inf a tenth of the reference's gradients do.
        Fmn quick = new Fmn(new Fmn.Parameters(100, 0, 0.05, 1));
        compare(network, "fmn_linf_1000", Fmn.INFO, quick, Norm.LINF);
        if (network.equals("wong2018_certified")) {
            Fmn attack = new Fmn(new Fmn.Parameters(1000, 0, 0.05, 1));
            compare(network, "fmn_l1_1000", Fmn.INFO, attack, Norm.L1);
        }
    }

    /** The reference takes as many steps; a quarter of the samples is enough to see a fault. */
    @ParameterizedTest
    @ValueSource(strings = {"wong2018_certified"})
    void cw(String network) {
        Cw attack = new Cw(new Cw.Parameters(9, 1000, 0.01, 0.001, 0, true, 1));
        compare(network, "cw_9x1000", Cw.INFO, attack, Norm.L2, SAMPLES / 4);
    }

    /** There is no figure of the same attack: what counts is the nearest of its norm, with fewer gradients. */
    @ParameterizedTest
    @ValueSource(strings = {"wong2020_pgd", "wong2018_certified"})
    void fab(String network) {
        Fab attack = new Fab(fab(30, 1, 9));
        compare(network, "fmn_linf_1000", Fab.INFO, attack, Norm.LINF, SAMPLES / 2);
        compare(network, "ddn_1000", Fab.INFO, attack, Norm.L2, SAMPLES / 2);
        compare(network, "fmn_l1_1000", Fab.INFO, attack, Norm.L1, SAMPLES / 2);
    }

    /** Random starts repeat none of what the first one does, come after it, and now and then come nearer. */
    @Test
    void fabComesNearerWithRestarts() {
        double[] once = distances(new Fab(fab(10, 1, 1)), SAMPLES / 2);
        double[] thrice = distances(new Fab(fab(10, 3, 1)), SAMPLES / 2);
        int nearer = 0;
        for (int i = 0; i < once.length; i++) {
            assertTrue(thrice[i] <= once[i], "sample " + i + ": " + thrice[i] + " after " + once[i]);
            nearer += thrice[i] < once[i] ? 1 : 0;
        }
        assertTrue(nearer > 0, "no sample is nearer");
    }

    private static double[] distances(Fab attack, int samples) {
        return PublishedNetworks.distances(
                Norm.LINF, PublishedNetworks.play("wong2020_pgd", Fab.INFO, attack, Norm.LINF, 1, samples));
    }

    private static Fab.Parameters fab(int iterations, int restarts, int targets) {
        return new Fab.Parameters(iterations, restarts, targets, 0.1, 1.05, 0.9, 3);
    }

    /** With the reference's rule and its early abort, by which both end far out. */
    @ParameterizedTest
    @ValueSource(strings = {"wong2020_pgd", "wong2018_certified"})
    void ead(String network) {
        Ead attack = new Ead(new Ead.Parameters(9, 500, 0.01, 0.001, 0.01, DecisionRule.EN, 0, true, 1));
        compare(network, "ead_9x500", Ead.INFO, attack, Norm.L1, SAMPLES / 2);
    }

    private static void compare(String network, String reference, AttackInfo info, Attack attack, Norm norm) {
        compare(network, reference, info, attack, norm, SAMPLES);
    }

    private static void compare(
            String network, String reference, AttackInfo info, Attack attack, Norm norm, int samples) {
        double epsilon = norm == Norm.LINF ? 1 : ALL_OF_IT;
        long begin = System.nanoTime();
        double[] ours = PublishedNetworks.distances(
                norm, PublishedNetworks.play(network, info, attack, norm, epsilon, samples));
        double seconds = (System.nanoTime() - begin) * 1e-9;
        double[] theirs = PublishedNetworks.foolbox(network, reference, samples);
        String figures = String.format(
                Locale.ROOT,
                "%s on %s, %d samples: %d broken, median %.4f; Foolbox %d, %.4f; %.1f s",
                info.description().id() + " beside " + reference,
                network,
                samples,
                PublishedNetworks.broken(ours),
                PublishedNetworks.median(ours),
                PublishedNetworks.broken(theirs),
                PublishedNetworks.median(theirs),
                seconds);
        System.out.println(figures);
        assertTrue(PublishedNetworks.broken(ours) >= PublishedNetworks.broken(theirs) - 1, figures);
        assertTrue(PublishedNetworks.median(ours) <= 1.03 * PublishedNetworks.median(theirs), figures);
        if (network.equals("wong2018_certified") && norm == Norm.LINF) {
            String certified = PublishedNetworks.certified();
            for (int i = 0; i < samples; i++) {
                assertTrue(
                        ours[i] > 0.1 - 1e-6 || certified.charAt(i) == '0',
                        "sample " + i + " is certified and was broken at " + ours[i]);
            }
        }
    }
}
