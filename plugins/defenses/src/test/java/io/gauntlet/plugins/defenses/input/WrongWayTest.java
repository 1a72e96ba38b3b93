package io.gauntlet.plugins.defenses.input;

import io.gauntlet.api.NoParameters;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class WrongWayTest extends DefenseContract<NoParameters> {
    @Override
    protected DefenseFactory<NoParameters> factory() {
        return WrongWay.factory();
    }

    @Override
    protected NoParameters parameters() {
        return new NoParameters();
    }
}
