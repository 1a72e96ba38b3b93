package io.gauntlet.plugins.attacks.physical;

import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.testkit.AttackContract;

/** The contract for random poses. */
class SpatialRandomTest extends AttackContract<Spatial.Parameters> {
    @Override
    protected AttackFactory<Spatial.Parameters> factory() {
        return new AttackFactory<>(Spatial.INFO, Spatial.Parameters.class, Spatial::new);
    }

    @Override
    protected Spatial.Parameters parameters() {
        return SpatialTest.spatial(Spatial.SearchChoice.RANDOM, 90, 1, 1, 1, 6);
    }
}
