package io.gauntlet.plugins.defenses.input;

import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class StaircaseTest extends DefenseContract<Staircase> {
    @Override
    protected DefenseFactory<Staircase> factory() {
        return Staircase.factory();
    }

    @Override
    protected Staircase parameters() {
        return new Staircase(64);
    }
}
