package io.gauntlet.plugins.attacks.decision;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.plugins.attacks.support.OneSample;
import io.gauntlet.testkit.AttackContract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BoundaryTest extends AttackContract<Boundary.Parameters> {
    @Override
    protected AttackFactory<Boundary.Parameters> factory() {
        return new AttackFactory<>(Boundary.INFO, Boundary.Parameters.class, Boundary::new);
    }

    /** Longer steps than by default, so that few of them do. */
    @Override
    protected Boundary.Parameters parameters() {
        return new Boundary.Parameters(1500, 0.1, 0.1, 1e-7, 1.5, 100, 20);
    }

    @Override
    protected boolean reachesOptimum() {
        return true;
    }

    @Override
    protected double optimumFactor() {
        return 1.25;
    }

    /** The gap is 0.2 and the weights are (3, -4): the nearest success is 0.04 away. */
    @Test
    void moreStepsNeverEndFartherAway() {
        double before = Double.POSITIVE_INFINITY;
        for (int steps : new int[] {1, 50, 2000}) {
            Boundary attack = new Boundary(new Boundary.Parameters(steps, 0.01, 0.01, 1e-7, 1.5, 100, 0));
            double distance =
                    OneSample.play(Boundary.INFO, attack, Norm.L2, 1).outcomes().l2()[0];
            assertTrue(distance <= before, distance + " after " + steps + " steps, " + before + " after fewer");
            before = distance;
        }
        assertEquals(0.04, before, 0.0005);
    }

    /** Ten steps ask ten candidates and once where the sphere leads; how many noises a start takes is luck. */
    @Test
    void theSphereIsAskedInEveryTenthStep() {
        assertEquals(22, queries(30) - queries(10));
        assertTrue(queries(10) >= 1 + 10 + 11, "a noise, ten halvings and the steps");
    }

    private static long queries(int steps) {
        Boundary attack = new Boundary(new Boundary.Parameters(steps, 0.01, 0.01, 1e-7, 1.5, 100, 0));
        return OneSample.play(Boundary.INFO, attack, Norm.L2, 1).queries();
    }
}
