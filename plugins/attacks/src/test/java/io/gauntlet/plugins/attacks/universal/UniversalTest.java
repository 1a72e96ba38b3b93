package io.gauntlet.plugins.attacks.universal;

import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.testkit.AttackContract;

public class UniversalTest extends AttackContract<Universal.Parameters> {
    @Override
    protected AttackFactory<Universal.Parameters> factory() {
        return new AttackFactory<>(Universal.INFO, Universal.Parameters.class, Universal::new);
    }

    @Override
    protected Universal.Parameters parameters() {
        return universal(Universal.Method.GRADIENT, 5, 16, 0.2);
    }

    public static Universal.Parameters universal(Universal.Method method, int epochs, int batch, double delta) {
        return new Universal.Parameters(method, epochs, 0, batch, 0.2, LossChoice.CROSS_ENTROPY, 9, 1, delta, 10, 0.02);
    }

    /** One perturbation for all cannot be each sample's own best one. */
    @Override
    protected boolean reachesOptimum() {
        return false;
    }
}
