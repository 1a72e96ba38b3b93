package org.example.mixup;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The contract that every defense keeps, and a property of this one. */
class MixupTest extends DefenseContract<Mixup.Parameters> {
    @Override
    protected DefenseFactory<Mixup.Parameters> factory() {
        return Mixup.FACTORY;
    }

    @Override
    protected Mixup.Parameters parameters() {
        return new Mixup.Parameters(12, 40, 0.003, 0.2);
    }

    @Test
    void proportionsHaveTheBetaDistributionsMeanAndVariance() {
        for (double alpha : new double[] {0.2, 0.5, 1}) {
            Mixup mixup = new Mixup(new Mixup.Parameters(1, 1, 1, alpha));
            Draws draws = Seed.of(3).draws();
            double sum = 0;
            double squares = 0;
            int n = 40_000;
            for (int i = 0; i < n; i++) {
                double share = mixup.proportion(draws);
                sum += share;
                squares += (share - 0.5) * (share - 0.5);
            }
            assertEquals(0.5, sum / n, 0.01);
            assertEquals(1 / (4 * (2 * alpha + 1)), squares / n, 0.005);
        }
    }
}
