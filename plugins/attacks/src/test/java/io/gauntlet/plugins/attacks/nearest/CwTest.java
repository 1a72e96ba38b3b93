package io.gauntlet.plugins.attacks.nearest;

import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.testkit.AttackContract;

class CwTest extends AttackContract<Cw.Parameters> {
    @Override
    protected AttackFactory<Cw.Parameters> factory() {
        return new AttackFactory<>(Cw.INFO, Cw.Parameters.class, Cw::new);
    }

    /** Adam comes as near as its step is short, and the nearest boundaries here are 0.0002 away. */
    @Override
    protected Cw.Parameters parameters() {
        return new Cw.Parameters(6, 200, 0.0003, 0.0005, 0, true, 1);
    }

    /** It begins at the sample and follows exact gradients. */
    @Override
    protected boolean draws() {
        return false;
    }
}
