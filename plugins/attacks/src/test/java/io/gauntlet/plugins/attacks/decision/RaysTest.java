package io.gauntlet.plugins.attacks.decision;

import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.testkit.AttackContract;

class RaysTest extends AttackContract<Rays.Parameters> {
    @Override
    protected AttackFactory<Rays.Parameters> factory() {
        return new AttackFactory<>(Rays.INFO, Rays.Parameters.class, Rays::new);
    }

    /** The nearest boundaries here are 0.0002 away, which the default tolerance cannot tell from less. */
    @Override
    protected Rays.Parameters parameters() {
        return new Rays.Parameters(500, 1e-5, 20);
    }

    @Override
    protected boolean reachesOptimum() {
        return true;
    }

    @Override
    protected double optimumFactor() {
        return 1.25;
    }

    /** It draws only where it needs samples of its own, and untargeted it does not here. */
    @Override
    protected boolean draws() {
        return false;
    }
}
