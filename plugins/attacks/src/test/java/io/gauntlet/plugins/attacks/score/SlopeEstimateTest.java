package io.gauntlet.plugins.attacks.score;

import java.util.Arrays;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.attack.Search;
import io.gauntlet.plugins.attacks.support.OneSample;

import static org.junit.jupiter.api.Assertions.assertEquals;

class SlopeEstimateTest {
    /** The margin over class 1 is -(3 x0 - 4 x1 + 0.7): its slope is (-3, 4), its value -0.2. */
    @ParameterizedTest
    @EnumSource(SlopeEstimate.Direction.class)
    void manyPairsGiveTheSlopeOfTheLoss(SlopeEstimate.Direction direction) {
        float[] found = new float[3];
        Attack attack = (rows, target, fitted) -> {
            SlopeEstimate estimate = new SlopeEstimate(rows, target, direction, 5000, 0.01, Losses.margin());
            return new Search() {
                @Override
                public void admit(int[] admitted) {}

                @Override
                public void step() {
                    float[] x = {0.5f, 0.5f};
                    estimate.estimate(x, new boolean[] {true});
                    System.arraycopy(estimate.gradient(), 0, found, 0, 2);
                    found[2] = estimate.meanLoss(0);
                    rows.finish(0);
                }
            };
        };
        assertEquals(10_000, OneSample.play(Nes.INFO, attack, Norm.LINF, 0.1).queries());
        assertEquals(-3, found[0], 0.2, Arrays.toString(found));
        assertEquals(4, found[1], 0.2, Arrays.toString(found));
        assertEquals(-0.2, found[2], 1e-3);
    }
}
