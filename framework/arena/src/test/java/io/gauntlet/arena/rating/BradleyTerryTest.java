package io.gauntlet.arena.rating;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Seed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BradleyTerryTest {
    private static final double POINTS = 400 / Math.log(10);

    /** The first {@code wins} of {@code n} samples are lost. */
    private static double[] cell(int wins, int n) {
        double[] cell = new double[n];
        Arrays.fill(cell, 0, wins, 1);
        return cell;
    }

    @Test
    void onePairHasTheOddsOfItsCounts() {
        BradleyTerry one = BradleyTerry.of(new double[][][] {{cell(75, 100)}}, Seed.of(1));
        double odds = POINTS * Math.log(75.5 / 25.5);
        assertEquals(odds, one.attackers()[0].points() - one.defenders()[0].points(), 1e-6);
        assertEquals(0, one.attackers()[0].points() + one.defenders()[0].points(), 1e-6, "the field's mean");
    }

    /** Strengths 1, 3 and 9 against 1 and 2: expected counts give them back, less what the even game adds. */
    @Test
    void countsAsTheModelExpectsThemGiveItsStrengths() {
        double[] attack = {0, Math.log(3), Math.log(9)};
        double[] defense = {0, Math.log(2)};
        int games = 1_000_000;
        double[][] wins = new double[3][2];
        for (int a = 0; a < 3; a++) {
            for (int d = 0; d < 2; d++) {
                wins[a][d] = games / (1 + Math.exp(defense[d] - attack[a]));
            }
        }
        double[] fitted = BradleyTerry.fit(wins, games, new double[5]);
        double mean = (Math.log(3) + Math.log(9) + Math.log(2)) / 5;
        double[] expected = {-mean, Math.log(3) - mean, Math.log(9) - mean, -mean, Math.log(2) - mean};
        assertArrayEquals(expected, fitted, 1e-5);
    }

    @Test
    void theEquationsOfTheMaximumHold() {
        double[][] wins = {{3, 0, 20}, {20, 20, 20}};
        double[] strength = BradleyTerry.fit(wins, 20, new double[5]);
        for (int a = 0; a < 2; a++) {
            double expected = 0;
            for (int d = 0; d < 3; d++) {
                expected += 21 / (1 + Math.exp(strength[2 + d] - strength[a]));
            }
            assertEquals(Arrays.stream(wins[a]).sum() + 1.5, expected, 1e-6, "attack " + a + ", which is finite");
        }
    }

    /** The logarithm of odds has the standard error 1 / sqrt(n p (1 - p)), 0.1 here; each player has half of it. */
    @Test
    void intervalsAreThoseOfTheSamples() {
        BradleyTerry one = BradleyTerry.of(new double[][][] {{cell(200, 400)}}, Seed.of(2));
        double half = POINTS * 0.1 * 1.96 / 2;
        BradleyTerry.Points attack = one.attackers()[0];
        assertEquals(2 * half, attack.high() - attack.low(), 0.15 * 2 * half);
        assertTrue(attack.low() < attack.points() && attack.points() < attack.high());
        BradleyTerry again = BradleyTerry.of(new double[][][] {{cell(200, 400)}}, Seed.of(2));
        assertArrayEquals(one.attackers(), again.attackers(), "equal seeds draw equally");
        BradleyTerry.Points other =
                BradleyTerry.of(new double[][][] {{cell(200, 400)}}, Seed.of(3)).attackers()[0];
        assertTrue(attack.low() != other.low() || attack.high() != other.high());
    }

    /** Two attacks that break the same samples are as far apart in every replicate. */
    @Test
    void whatPlayersHaveInCommonIsNoDoubtBetweenThem() {
        double[] hard = cell(20, 40);
        BradleyTerry both = BradleyTerry.of(new double[][][] {{hard}, {hard}}, Seed.of(4));
        BradleyTerry.Points one = both.attackers()[0];
        BradleyTerry.Points other = both.attackers()[1];
        assertEquals(one.points(), other.points(), 1e-9);
        assertEquals(one.low(), other.low(), 1e-9);
        assertEquals(one.high(), other.high(), 1e-9);
    }
}
