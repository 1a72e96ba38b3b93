package io.gauntlet.plugins.defenses.output;

import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class EnsembleTest extends DefenseContract<Ensemble.Parameters> {
    @Override
    protected DefenseFactory<Ensemble.Parameters> factory() {
        return Ensemble.factory();
    }

    @Override
    protected Ensemble.Parameters parameters() {
        return new Ensemble.Parameters(2, 8, 40, 3e-3);
    }
}
