package io.gauntlet.plugins.attacks.strength;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.gauntlet.api.Norm;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.plugins.attacks.apgd.Apgd;
import io.gauntlet.plugins.attacks.apgd.ApgdTest;
import io.gauntlet.plugins.attacks.fixed.Fgsm;
import io.gauntlet.plugins.attacks.fixed.Pgd;
import io.gauntlet.plugins.attacks.rows.Backward;
import io.gauntlet.plugins.attacks.rows.Evasion;
import io.gauntlet.plugins.attacks.rows.LossChoice;

import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Attacks of a fixed epsilon on published networks: what survives of the first test images, beside the figures of
 * Foolbox 3 and of the authors' AutoAttack.
 */
class FixedStrengthTest {
    private static final String TRAINED = "wong2020_pgd";
    private static final String CERTIFIED = "wong2018_certified";

    @BeforeAll
    static void present() {
        PublishedNetworks.assumePresent();
    }

    /** Foolbox: 191 of 200. */
    @Test
    void fgsmIsAsStrongAsItsReference() {
        Fgsm attack = new Fgsm(new Fgsm.Parameters(LossChoice.CROSS_ENTROPY, 1));
        int survivors = survivors(PublishedNetworks.play(TRAINED, Fgsm.INFO, attack, Norm.LINF, 0.3, 200));
        assertTrue(survivors <= 192, survivors + " survive");
    }

    /** At their reference settings over the same images; apgd may spend more steps, and finds more. */
    @Test
    void apgdIsStrongerThanPgd() {
        Outcomes pgd = PublishedNetworks.play(TRAINED, Pgd.INFO, new Pgd(pgd(40)), Norm.LINF, 0.3, 100);
        Outcomes apgd = PublishedNetworks.play(TRAINED, Apgd.INFO, apgd(100), Norm.LINF, 0.3, 100);
        assertTrue(
                survivors(apgd) <= survivors(pgd),
                survivors(apgd) + " survive apgd, " + survivors(pgd) + " pgd with 40 steps");
    }

    /** Each norm at a radius where some of the images fall and some stand. */
    @ParameterizedTest
    @EnumSource(names = {"LINF", "L2", "L1"})
    void moreIterationsOrAWiderBallBreakNoFewer(Norm norm) {
        double epsilon = switch (norm) {
            case LINF -> 0.13;
            case L2 -> 2;
            default -> 10;
        };
        int few = survivors(PublishedNetworks.play(CERTIFIED, Apgd.INFO, apgd(5), norm, epsilon, 60));
        int many = survivors(PublishedNetworks.play(CERTIFIED, Apgd.INFO, apgd(60), norm, epsilon, 60));
        int wide = survivors(PublishedNetworks.play(CERTIFIED, Apgd.INFO, apgd(60), norm, 1.5 * epsilon, 60));
        assertTrue(many <= few && many > 0, many + " survive 60 iterations, " + few + " survive 5");
        assertTrue(wide < many, wide + " survive 1.5 times epsilon " + epsilon + ", " + many + " epsilon itself");
    }

    @Test
    void noCertifiedSampleIsEverBroken() {
        String certified = PublishedNetworks.certified();
        Apgd targeted = new Apgd(ApgdTest.apgd(10, 1, LossChoice.DLR, 2));
        Outcomes outcomes = PublishedNetworks.play(CERTIFIED, Apgd.INFO, targeted, Norm.LINF, 0.1, 60);
        for (int i = 0; i < outcomes.size(); i++) {
            assertTrue(
                    certified.charAt(i) == '0' || outcomes.wrong()[i] == 0,
                    "Sample " + i + " is certified and was broken: a fault of the attack or of the referee.");
        }
    }

    private static Apgd apgd(int iterations) {
        return new Apgd(ApgdTest.apgd(iterations, 1, LossChoice.CROSS_ENTROPY, 0));
    }

    private static Pgd.Parameters pgd(int steps) {
        return new Pgd.Parameters(steps, 0, 1, true, LossChoice.CROSS_ENTROPY, 1, Backward.DECLARED, Evasion.SELECTIVE);
    }

    private static int survivors(Outcomes outcomes) {
        int survivors = 0;
        for (float wrong : outcomes.wrong()) {
            survivors += wrong == 0 ? 1 : 0;
        }
        return survivors;
    }
}
