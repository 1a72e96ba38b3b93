package io.gauntlet.plugins.defenses.training;

import io.gauntlet.api.Norm;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class MartTest extends DefenseContract<Mart.Parameters> {
    @Override
    protected DefenseFactory<Mart.Parameters> factory() {
        return TrainingDefenses.mart();
    }

    @Override
    protected Mart.Parameters parameters() {
        return new Mart.Parameters(0.05, Norm.LINF, 3, 0, 5, 0.4, 8, 40, 5e-3, 20);
    }
}
