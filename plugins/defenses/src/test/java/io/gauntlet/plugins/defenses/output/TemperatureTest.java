package io.gauntlet.plugins.defenses.output;

import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class TemperatureTest extends DefenseContract<Temperature.Parameters> {
    @Override
    protected DefenseFactory<Temperature.Parameters> factory() {
        return Temperature.factory();
    }

    @Override
    protected Temperature.Parameters parameters() {
        return new Temperature.Parameters(0.001);
    }
}
