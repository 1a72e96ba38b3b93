package io.gauntlet.plugins.attacks.saliency;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class SaliencyMapTest {
    private static final int LENGTH = 40;

    /** Every pair is tried; values repeat, so that equals are met too. */
    @Test
    void findsTheBestPairThatTryingAllFinds() {
        for (int k = 0; k < 500; k++) {
            Draws draws = Seed.of(3).derive("map", k).draws();
            double shift = draws.uniform(-1.5, 0.5);
            double[] gain = new double[LENGTH];
            double[] loss = new double[LENGTH];
            boolean[] open = new boolean[LENGTH];
            SaliencyMap map = new SaliencyMap(LENGTH);
            for (int i = 0; i < LENGTH; i++) {
                boolean coarse = draws.coin();
                gain[i] = (float) (shift + (coarse ? draws.index(4) : draws.gaussian()));
                loss[i] = (float) (shift + (coarse ? draws.index(4) : draws.gaussian()));
                open[i] = draws.index(5) > 0;
                map.set(i, gain[i], loss[i]);
                if (!open[i]) {
                    map.close(i);
                }
            }
            double most = 0;
            for (int i = 0; i < LENGTH; i++) {
                for (int j = i + 1; j < LENGTH; j++) {
                    if (open[i] && open[j]) {
                        most = Math.max(most, worth(gain[i] + gain[j], loss[i] + loss[j]));
                    }
                }
            }
            int[] pair = map.bestPair();
            assertEquals(most == 0 ? 0 : 2, pair.length);
            if (pair.length == 2) {
                assertEquals(most, worth(gain[pair[0]] + gain[pair[1]], loss[pair[0]] + loss[pair[1]]), 0);
            }
        }
    }

    private static double worth(double raised, double lowered) {
        return raised > 0 && lowered > 0 ? raised * lowered : 0;
    }

    /** The second is worth most by the product; the third's factors are both negative. */
    @Test
    void aSingleValueMustRaiseAndLower() {
        SaliencyMap map = new SaliencyMap(4);
        map.set(0, 10, 0.1);
        map.set(1, 2, 2);
        map.set(2, -5, -5);
        map.set(3, 3, 3);
        map.close(3);
        assertArrayEquals(new int[] {1}, map.best());
        map.close(1);
        map.close(0);
        assertArrayEquals(new int[0], map.best());
    }
}
