package io.gauntlet.plugins.defenses.training;

import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class ParsevalTest extends DefenseContract<Parseval.Parameters> {
    @Override
    protected DefenseFactory<Parseval.Parameters> factory() {
        return TrainingDefenses.parseval();
    }

    @Override
    protected Parseval.Parameters parameters() {
        return new Parseval.Parameters(0.1, true, 8, 40, 3e-3);
    }
}
