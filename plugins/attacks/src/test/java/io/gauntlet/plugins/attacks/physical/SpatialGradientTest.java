package io.gauntlet.plugins.attacks.physical;

import io.gauntlet.api.Knowledge;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.testkit.AttackContract;

/** The contract for the search that needs gradients, where they are granted. */
class SpatialGradientTest extends AttackContract<Spatial.Parameters> {
    @Override
    protected AttackFactory<Spatial.Parameters> factory() {
        AttackInfo info = new AttackInfo(
                Spatial.INFO.description(),
                Spatial.INFO.kind(),
                Spatial.INFO.norms(),
                Knowledge.WHITE_BOX,
                Spatial.INFO.targeted(),
                Spatial.INFO.fits(),
                Spatial.INFO.cost());
        return new AttackFactory<>(info, Spatial.Parameters.class, Spatial::new);
    }

    @Override
    protected Spatial.Parameters parameters() {
        return SpatialTest.spatial(Spatial.SearchChoice.GRADIENT, 90, 1, 1, 1, 2);
    }

    /** Few points of the ball are poses. */
    @Override
    protected boolean reachesOptimum() {
        return false;
    }
}
