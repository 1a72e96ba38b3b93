package io.gauntlet.plugins.defenses.training;

import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class SpectralRegularisationTest extends DefenseContract<SpectralRegularisation.Parameters> {
    @Override
    protected DefenseFactory<SpectralRegularisation.Parameters> factory() {
        return TrainingDefenses.spectralRegularisation();
    }

    @Override
    protected SpectralRegularisation.Parameters parameters() {
        return new SpectralRegularisation.Parameters(0.5, 8, 40, 3e-3);
    }
}
