package io.gauntlet.plugins.defenses.training;

import io.gauntlet.api.Norm;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class FgsmTrainingTest extends DefenseContract<AdversarialTraining.Parameters> {
    @Override
    protected DefenseFactory<AdversarialTraining.Parameters> factory() {
        return TrainingDefenses.adversarialTraining();
    }

    @Override
    protected AdversarialTraining.Parameters parameters() {
        return new AdversarialTraining.Parameters(
                0.05, Norm.LINF, AdversarialTraining.Inner.FGSM, 1, 0, 0, 0.1, 8, 40, 3e-3, 20, 0);
    }
}
