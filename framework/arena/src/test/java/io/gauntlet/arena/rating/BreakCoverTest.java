package io.gauntlet.arena.rating;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;

import static org.junit.jupiter.api.Assertions.assertEquals;

class BreakCoverTest {
    /** A line for each attack, one character for each sample: x broken. */
    private static List<Integer> cover(String... attacks) {
        boolean[][][] broken = new boolean[attacks.length][1][];
        for (int a = 0; a < attacks.length; a++) {
            broken[a][0] = new boolean[attacks[a].length()];
            for (int s = 0; s < attacks[a].length(); s++) {
                broken[a][0][s] = attacks[a].charAt(s) == 'x';
            }
        }
        return BreakCover.of(broken);
    }

    @Test
    void theGreedyChoiceIsNotTheSmallest() {
        assertEquals(List.of(1, 2), cover(".xxxx.", "xxx...", "...xxx"));
        assertEquals(
                List.of(3, 4),
                cover("xxxx..xxxx....", "....xx....xx..", "............xx", "xxxxxxx.......", ".......xxxxxxx"));
    }

    @Test
    void whatNobodyBreaksNeedsNobody() {
        assertEquals(List.of(), cover("...", "..."));
        assertEquals(List.of(1), cover("...", ".x."));
    }

    @Test
    void ofEqualCoversTheFirst() {
        assertEquals(List.of(0), cover("xx", "xx", "xx"));
        assertEquals(List.of(0, 2), cover("xx..", ".xx.", "..xx", "x..x"));
    }

    @Test
    void noSmallerSetCovers() {
        Draws draws = Seed.of(5).draws();
        for (int trial = 0; trial < 60; trial++) {
            boolean[][][] broken = new boolean[1 + draws.index(8)][1 + draws.index(3)][12];
            double chance = draws.uniform(0.05, 0.5);
            for (boolean[][] own : broken) {
                for (boolean[] cell : own) {
                    for (int s = 0; s < cell.length; s++) {
                        cell[s] = draws.uniform() < chance;
                    }
                }
            }
            List<Integer> cover = BreakCover.of(broken);
            int set = cover.stream().mapToInt(a -> 1 << a).sum();
            int smallest = Integer.MAX_VALUE;
            for (int candidate = 0; candidate < 1 << broken.length; candidate++) {
                if (covers(candidate, broken)) {
                    smallest = Math.min(smallest, Integer.bitCount(candidate));
                }
            }
            assertEquals(true, covers(set, broken));
            assertEquals(smallest, cover.size());
        }
    }

    private static boolean covers(int set, boolean[][][] broken) {
        for (int d = 0; d < broken[0].length; d++) {
            for (int s = 0; s < broken[0][d].length; s++) {
                boolean any = false;
                boolean taken = false;
                for (int a = 0; a < broken.length; a++) {
                    any |= broken[a][d][s];
                    taken |= broken[a][d][s] && (set >> a & 1) == 1;
                }
                if (any && !taken) {
                    return false;
                }
            }
        }
        return true;
    }
}
