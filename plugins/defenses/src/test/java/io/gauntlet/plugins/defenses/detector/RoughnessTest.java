package io.gauntlet.plugins.defenses.detector;

import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class RoughnessTest extends DefenseContract<Roughness.Parameters> {
    @Override
    protected DefenseFactory<Roughness.Parameters> factory() {
        return Roughness.factory();
    }

    @Override
    protected Roughness.Parameters parameters() {
        return new Roughness.Parameters(0.5, 0.01);
    }
}
