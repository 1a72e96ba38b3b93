package io.gauntlet.plugins.attacks.nearest;

import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.testkit.AttackContract;

class FmnTest extends AttackContract<Fmn.Parameters> {
    @Override
    protected AttackFactory<Fmn.Parameters> factory() {
        return new AttackFactory<>(Fmn.INFO, Fmn.Parameters.class, Fmn::new);
    }

    @Override
    protected Fmn.Parameters parameters() {
        return new Fmn.Parameters(150, 0, 0.05, 1);
    }

    /** It begins at the sample and follows exact gradients. */
    @Override
    protected boolean draws() {
        return false;
    }
}
