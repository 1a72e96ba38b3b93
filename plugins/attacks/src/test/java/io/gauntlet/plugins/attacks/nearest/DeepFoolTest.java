package io.gauntlet.plugins.attacks.nearest;

import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.testkit.AttackContract;

class DeepFoolTest extends AttackContract<DeepFool.Parameters> {
    @Override
    protected AttackFactory<DeepFool.Parameters> factory() {
        return new AttackFactory<>(DeepFool.INFO, DeepFool.Parameters.class, DeepFool::new);
    }

    @Override
    protected DeepFool.Parameters parameters() {
        return new DeepFool.Parameters(50, 0.02, 10);
    }

    /** It begins at the sample and follows exact gradients. */
    @Override
    protected boolean draws() {
        return false;
    }
}
