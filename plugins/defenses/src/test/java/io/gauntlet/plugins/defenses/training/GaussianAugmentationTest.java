package io.gauntlet.plugins.defenses.training;

import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class GaussianAugmentationTest extends DefenseContract<GaussianAugmentation.Parameters> {
    @Override
    protected DefenseFactory<GaussianAugmentation.Parameters> factory() {
        return TrainingDefenses.gaussianAugmentation();
    }

    @Override
    protected GaussianAugmentation.Parameters parameters() {
        return new GaussianAugmentation.Parameters(0.1, true, 0.2, 8, 40, 3e-3);
    }
}
