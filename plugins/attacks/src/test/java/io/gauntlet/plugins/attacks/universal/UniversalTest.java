package io.gauntlet.plugins.attacks.universal;

import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.testkit.AttackContract;

class UniversalTest extends AttackContract<Universal.Parameters> {
    @Override
    protected AttackFactory<Universal.Parameters> factory() {
        return new AttackFactory<>(Universal.INFO, Universal.Parameters.class, Universal::new);
    }

    @Override
    protected Universal.Parameters parameters() {
        return new Universal.Parameters(5, 0, 16, 0.2, LossChoice.CROSS_ENTROPY, 9, 1);
    }

    /** One perturbation for all cannot be each sample's own best one. */
    @Override
    protected boolean reachesOptimum() {
        return false;
    }
}
