package io.gauntlet.plugins.attacks.decision;

import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.testkit.AttackContract;

class HopSkipJumpTest extends AttackContract<HopSkipJump.Parameters> {
    @Override
    protected AttackFactory<HopSkipJump.Parameters> factory() {
        return new AttackFactory<>(HopSkipJump.INFO, HopSkipJump.Parameters.class, HopSkipJump::new);
    }

    @Override
    protected HopSkipJump.Parameters parameters() {
        return new HopSkipJump.Parameters(12, 60, 10_000, HopSkipJump.StepSearch.HALVING, 1, 100, 20);
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
