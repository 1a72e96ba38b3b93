package io.gauntlet.plugins.defenses.detector;

import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class MahalanobisTest extends DefenseContract<Mahalanobis.Parameters> {
    @Override
    protected DefenseFactory<Mahalanobis.Parameters> factory() {
        return Mahalanobis.factory();
    }

    @Override
    protected Mahalanobis.Parameters parameters() {
        return new Mahalanobis.Parameters(200, 0.01);
    }
}
