package io.gauntlet.plugins.attacks.strength;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.plugins.attacks.ensemble.AutoAttack;
import io.gauntlet.plugins.attacks.fixed.Fgsm;
import io.gauntlet.plugins.attacks.rows.LossChoice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The ensemble on networks that others trained. */
class EnsembleStrengthTest {
    @BeforeAll
    static void present() {
        PublishedNetworks.assumePresent();
    }

    @Test
    void theEnsembleBreaksWhateverASingleStepBreaks() {
        AutoAttack.Parameters parameters = new AutoAttack.Parameters(AutoAttack.Version.STANDARD, 20, 3, 50);
        Outcomes ensemble = PublishedNetworks.play(
                "wong2020_pgd", AutoAttack.INFO, new AutoAttack(parameters), Norm.LINF, 0.33, 100);
        Fgsm single = new Fgsm(new Fgsm.Parameters(LossChoice.CROSS_ENTROPY, 1));
        Outcomes step = PublishedNetworks.play("wong2020_pgd", Fgsm.INFO, single, Norm.LINF, 0.33, 100);
        int more = 0;
        for (int i = 0; i < step.size(); i++) {
            assertTrue(
                    ensemble.wrong()[i] >= step.wrong()[i], "Sample " + i + " fell to one step, not to the ensemble.");
            more += ensemble.wrong()[i] > step.wrong()[i] ? 1 : 0;
        }
        assertTrue(more > 0, "the ensemble breaks more than a single step");
    }

    @Test
    void noCertifiedSampleIsEverBroken() {
        String certified = PublishedNetworks.certified();
        AutoAttack.Parameters parameters = new AutoAttack.Parameters(AutoAttack.Version.STANDARD, 10, 2, 30);
        Outcomes outcomes = PublishedNetworks.play(
                "wong2018_certified", AutoAttack.INFO, new AutoAttack(parameters), Norm.LINF, 0.1, 32);
        for (int i = 0; i < outcomes.size(); i++) {
            assertTrue(
                    certified.charAt(i) == '0' || outcomes.wrong()[i] == 0,
                    "Sample " + i + " is certified and was broken: a fault of the attack or of the referee.");
        }
        assertEquals(32, outcomes.size());
    }
}
