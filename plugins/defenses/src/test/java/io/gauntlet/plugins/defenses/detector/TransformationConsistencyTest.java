package io.gauntlet.plugins.defenses.detector;

import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class TransformationConsistencyTest extends DefenseContract<TransformationConsistency.Parameters> {
    @Override
    protected DefenseFactory<TransformationConsistency.Parameters> factory() {
        return TransformationConsistency.factory();
    }

    @Override
    protected TransformationConsistency.Parameters parameters() {
        return new TransformationConsistency.Parameters(4, 10, 0.1, 0.05, 0.01);
    }

    /** The views are drawn from the training's seed. */
    @Override
    protected boolean draws() {
        return true;
    }
}
