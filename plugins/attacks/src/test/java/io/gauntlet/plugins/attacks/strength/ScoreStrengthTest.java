package io.gauntlet.plugins.attacks.strength;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.plugins.attacks.apgd.Apgd;
import io.gauntlet.plugins.attacks.fixed.Pgd;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.plugins.attacks.score.Square;
import io.gauntlet.plugins.attacks.score.SquareTest;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Attacks that see scores alone, on published networks, by far fewer queries than their defaults. */
class ScoreStrengthTest {
    private static final String TRAINED = "wong2020_pgd";
    private static final String CERTIFIED = "wong2018_certified";
    private static final int SAMPLES = 32;

    @BeforeAll
    static void present() {
        PublishedNetworks.assumePresent();
    }

    /** The standing case of hidden gradients: in L2 this network loses most samples to square and few to pgd. */
    @Test
    void squareFindsInL2WhatPgdDoesNot() {
        int square = survivors(play(TRAINED, Norm.L2, 2, 2000));
        Pgd.Parameters parameters = new Pgd.Parameters(50, 0, 1, true, LossChoice.CROSS_ENTROPY, 1);
        int pgd = survivors(PublishedNetworks.play(TRAINED, Pgd.INFO, new Pgd(parameters), Norm.L2, 2, SAMPLES));
        assertTrue(square <= 0.8 * pgd, square + " survive square, " + pgd + " pgd");
    }

    /** So does it in L1, with the queries that it has in AutoAttack. */
    @Test
    void squareFindsInL1WhatApgdDoesNot() {
        int square = survivors(play(TRAINED, Norm.L1, 10, 5000));
        Apgd.Parameters parameters = new Apgd.Parameters(100, 1, LossChoice.CROSS_ENTROPY, 0, 1);
        int apgd = survivors(PublishedNetworks.play(TRAINED, Apgd.INFO, new Apgd(parameters), Norm.L1, 10, SAMPLES));
        assertTrue(square <= 0.8 * apgd, square + " survive square, " + apgd + " apgd");
    }

    @Test
    void moreQueriesOrAWiderBallBreakNoFewer() {
        int few = survivors(play(CERTIFIED, Norm.LINF, 0.2, 30));
        int many = survivors(play(CERTIFIED, Norm.LINF, 0.2, 300));
        int wide = survivors(play(CERTIFIED, Norm.LINF, 0.3, 300));
        assertTrue(many < few && wide <= many, few + " survive 30 queries, " + many + " 300, " + wide + " at 0.3");
    }

    @Test
    void noCertifiedSampleIsEverBroken() {
        String certified = PublishedNetworks.certified();
        Outcomes outcomes = play(CERTIFIED, Norm.LINF, 0.1, 500);
        for (int i = 0; i < outcomes.size(); i++) {
            assertTrue(
                    certified.charAt(i) == '0' || outcomes.wrong()[i] == 0,
                    "Sample " + i + " is certified and was broken: a fault of the attack or of the referee.");
        }
    }

    private static Outcomes play(String network, Norm norm, double epsilon, int queries) {
        Square attack = new Square(SquareTest.square(queries, true));
        return PublishedNetworks.play(network, Square.INFO, attack, norm, epsilon, SAMPLES);
    }

    private static int survivors(Outcomes outcomes) {
        int survivors = 0;
        for (float wrong : outcomes.wrong()) {
            survivors += wrong == 0 ? 1 : 0;
        }
        return survivors;
    }
}
