package io.gauntlet.plugins.attacks.decision;

import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.testkit.AttackContract;

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
}
