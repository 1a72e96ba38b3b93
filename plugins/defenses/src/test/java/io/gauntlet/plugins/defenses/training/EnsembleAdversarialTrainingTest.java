package io.gauntlet.plugins.defenses.training;

import io.gauntlet.api.Norm;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class EnsembleAdversarialTrainingTest extends DefenseContract<EnsembleAdversarialTraining.Parameters> {
    @Override
    protected DefenseFactory<EnsembleAdversarialTraining.Parameters> factory() {
        return TrainingDefenses.ensembleAdversarialTraining();
    }

    @Override
    protected EnsembleAdversarialTraining.Parameters parameters() {
        return new EnsembleAdversarialTraining.Parameters(0.05, Norm.LINF, 2, 3, 0.5, 8, 40, 3e-3);
    }
}
