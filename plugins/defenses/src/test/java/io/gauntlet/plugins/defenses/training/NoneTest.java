package io.gauntlet.plugins.defenses.training;

import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class NoneTest extends DefenseContract<None.Parameters> {
    @Override
    protected DefenseFactory<None.Parameters> factory() {
        return TrainingDefenses.none();
    }

    @Override
    protected None.Parameters parameters() {
        return new None.Parameters(8, 40, 3e-3);
    }
}
