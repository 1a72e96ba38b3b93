package io.gauntlet.plugins.defenses.training;

import io.gauntlet.api.Norm;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class PgdTrainingTest extends DefenseContract<AdversarialTraining.Parameters> {
    @Override
    protected DefenseFactory<AdversarialTraining.Parameters> factory() {
        return TrainingDefenses.adversarialTraining();
    }

    @Override
    protected AdversarialTraining.Parameters parameters() {
        return new AdversarialTraining.Parameters(
                0.5, Norm.L2, AdversarialTraining.Inner.PGD, 3, 0, 0.4, 0.1, 8, 40, 3e-3, 20, 3);
    }
}
