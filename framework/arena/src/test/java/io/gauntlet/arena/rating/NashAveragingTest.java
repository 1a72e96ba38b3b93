package io.gauntlet.arena.rating;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Copies of a player move nobody's rating by Nash averaging; they do move those by Bradley and Terry. */
class NashAveragingTest {
    private static final int CLONES = 50;
    private static final int SAMPLES = 40;

    /** Attack 0 takes the same from both defenders, so that every mixture of them is an equilibrium. */
    private static final double[][] MANY_EQUILIBRIA = {{0.5, 0.5}, {0.2, 0.3}};

    /** With copies of a row at the end. */
    private static double[][] clonedRow(double[][] game, int row) {
        double[][] cloned = Arrays.copyOf(game, game.length + CLONES);
        Arrays.fill(cloned, game.length, cloned.length, game[row]);
        return cloned;
    }

    /** With copies of a column at the front. */
    private static double[][] clonedColumn(double[][] game, int column) {
        return Arrays.stream(game)
                .map(row -> {
                    double[] cloned = new double[row.length + CLONES];
                    Arrays.fill(cloned, row[column]);
                    System.arraycopy(row, 0, cloned, CLONES, row.length);
                    return cloned;
                })
                .toArray(double[][]::new);
    }

    private static void movesNobody(double[][] game) {
        NashAveraging before = NashAveraging.of(game);
        for (int row = 0; row < game.length; row++) {
            NashAveraging after = NashAveraging.of(clonedRow(game, row));
            assertEquals(before.value(), after.value(), 1e-9);
            assertArrayEquals(before.attackers(), Arrays.copyOf(after.attackers(), game.length), 1e-6);
            assertArrayEquals(before.defenders(), after.defenders(), 1e-6);
        }
        for (int column = 0; column < game[0].length; column++) {
            NashAveraging after = NashAveraging.of(clonedColumn(game, column));
            double[] originals = Arrays.copyOfRange(after.defenders(), CLONES, CLONES + game[0].length);
            assertArrayEquals(before.attackers(), after.attackers(), 1e-6);
            assertArrayEquals(before.defenders(), originals, 1e-6);
        }
    }

    private static double[][][] outcomes(int seed, int attackers, int defenders) {
        Draws draws = Seed.of(seed).draws();
        double[][][] lost = new double[attackers][defenders][SAMPLES];
        for (double[][] own : lost) {
            for (double[] cell : own) {
                double chance = draws.uniform(0, 1);
                Arrays.setAll(cell, s -> draws.uniform() < chance ? 1 : 0);
            }
        }
        return lost;
    }

    private static double[][] means(double[][][] lost) {
        return Arrays.stream(lost)
                .map(own -> Arrays.stream(own)
                        .mapToDouble(cell -> Arrays.stream(cell).average().orElseThrow())
                        .toArray())
                .toArray(double[][]::new);
    }

    @Test
    void theClosedFormOfTwoByTwo() {
        // Value (ad - bc) / (a + d - b - c); each is played so that the other is indifferent.
        NashAveraging nash = NashAveraging.of(new double[][] {{0.9, 0.1}, {0.2, 0.6}});
        assertEquals((0.54 - 0.02) / 1.2, nash.value(), 1e-10);
        assertArrayEquals(new double[] {0.4 / 1.2, 0.8 / 1.2}, nash.attackWeights(), 1e-9);
        assertArrayEquals(new double[] {0.5 / 1.2, 0.7 / 1.2}, nash.defenseWeights(), 1e-9);
        assertArrayEquals(new double[] {nash.value(), nash.value()}, nash.attackers(), 1e-9);
        assertArrayEquals(new double[] {1 - nash.value(), 1 - nash.value()}, nash.defenders(), 1e-9);
    }

    @Test
    void clonesMoveNobodyWhereThereAreManyEquilibria() {
        NashAveraging nash = NashAveraging.of(MANY_EQUILIBRIA);
        assertArrayEquals(new double[] {0.5, 0.5}, nash.defenseWeights(), 1e-9);
        assertArrayEquals(new double[] {0.5, 0.25}, nash.attackers(), 1e-9);
        movesNobody(MANY_EQUILIBRIA);
        movesNobody(new double[3][4]);
    }

    @Test
    void clonesShareTheWeightOfTheOriginal() {
        double[][] game = {{0.9, 0.1}, {0.2, 0.6}};
        NashAveraging before = NashAveraging.of(game);
        NashAveraging after = NashAveraging.of(clonedRow(game, 0));
        assertEquals(before.attackWeights()[0], (CLONES + 1) * after.attackWeights()[0], 1e-9);
        assertEquals(after.attackWeights()[0], after.attackWeights()[2 + CLONES - 1], 0);
        assertEquals(before.attackWeights()[1], after.attackWeights()[1], 1e-9);
    }

    @Test
    void clonesMoveNobodyInTournaments() {
        for (int seed = 1; seed <= 6; seed++) {
            movesNobody(means(outcomes(seed, 2 + seed % 4, 2 + seed % 3)));
        }
    }

    @Test
    void clonesMoveOthersByBradleyAndTerry() {
        double[][][] lost = outcomes(3, 3, 3);
        double[][][] cloned = Arrays.copyOf(lost, 3 + CLONES);
        Arrays.fill(cloned, 3, cloned.length, lost[0]);
        BradleyTerry before = BradleyTerry.of(lost, Seed.of(1));
        BradleyTerry after = BradleyTerry.of(cloned, Seed.of(1));
        double gapBefore = before.defenders()[0].points() - before.defenders()[1].points();
        double gapAfter = after.defenders()[0].points() - after.defenders()[1].points();
        assertTrue(Math.abs(gapAfter - gapBefore) > 5, gapBefore + " and " + gapAfter);
        movesNobody(means(lost));
    }
}
