package io.gauntlet.plugins.attacks.decision;

import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.testkit.AttackContract;

/** With the best of 20 lengths instead of the first that succeeds: many points of a row on their way to the boundary. */
class HopSkipJumpGridTest extends AttackContract<HopSkipJump.Parameters> {
    @Override
    protected AttackFactory<HopSkipJump.Parameters> factory() {
        return new AttackFactory<>(HopSkipJump.INFO, HopSkipJump.Parameters.class, HopSkipJump::new);
    }

    @Override
    protected HopSkipJump.Parameters parameters() {
        return new HopSkipJump.Parameters(6, 60, 10_000, HopSkipJump.StepSearch.GRID, 1, 100, 20);
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
