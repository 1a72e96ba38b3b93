package io.gauntlet.plugins.attacks.transfer;

import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.testkit.AttackContract;

class SubstituteTest extends AttackContract<Substitute.Parameters> {
    @Override
    protected AttackFactory<Substitute.Parameters> factory() {
        return new AttackFactory<>(Substitute.INFO, Substitute.Parameters.class, Substitute::new);
    }

    @Override
    protected Substitute.Parameters parameters() {
        return new Substitute.Parameters("mlp", 16, 3, 64, 0.1, 1, 10, 0.001, 5, 1, LossChoice.CROSS_ENTROPY);
    }
}
