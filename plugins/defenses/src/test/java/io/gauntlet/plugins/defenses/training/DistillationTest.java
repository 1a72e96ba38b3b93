package io.gauntlet.plugins.defenses.training;

import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class DistillationTest extends DefenseContract<Distillation.Parameters> {
    @Override
    protected DefenseFactory<Distillation.Parameters> factory() {
        return TrainingDefenses.distillation();
    }

    @Override
    protected Distillation.Parameters parameters() {
        return new Distillation.Parameters(20, 8, 40, 5e-3);
    }
}
