package io.gauntlet.plugins.attacks.canary;

import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.testkit.AttackContract;

class NoiseTest extends AttackContract<Noise.Parameters> {
    @Override
    protected AttackFactory<Noise.Parameters> factory() {
        return new AttackFactory<>(Noise.INFO, Noise.Parameters.class, Noise::new);
    }

    @Override
    protected Noise.Parameters parameters() {
        return new Noise.Parameters(5);
    }

    /** Random points hardly ever find a corner of the ball. */
    @Override
    protected boolean reachesOptimum() {
        return false;
    }
}
