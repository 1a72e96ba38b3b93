package io.gauntlet.plugins.defenses.training;

import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class LabelSmoothingTest extends DefenseContract<LabelSmoothing.Parameters> {
    @Override
    protected DefenseFactory<LabelSmoothing.Parameters> factory() {
        return TrainingDefenses.labelSmoothing();
    }

    @Override
    protected LabelSmoothing.Parameters parameters() {
        return new LabelSmoothing.Parameters(0.2, 8, 40, 3e-3);
    }
}
