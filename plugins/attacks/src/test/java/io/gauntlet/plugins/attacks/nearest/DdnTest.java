package io.gauntlet.plugins.attacks.nearest;

import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.testkit.AttackContract;

class DdnTest extends AttackContract<Ddn.Parameters> {
    @Override
    protected AttackFactory<Ddn.Parameters> factory() {
        return new AttackFactory<>(Ddn.INFO, Ddn.Parameters.class, Ddn::new);
    }

    /** Enough that the radius can shrink from 1 to the nearest boundaries here, 0.0002 away. */
    @Override
    protected Ddn.Parameters parameters() {
        return new Ddn.Parameters(400, 0.05, 0, 1, 0, 1);
    }

    /** It begins at the sample and follows exact gradients. */
    @Override
    protected boolean draws() {
        return false;
    }
}
