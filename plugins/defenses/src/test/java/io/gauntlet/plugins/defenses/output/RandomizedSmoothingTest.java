package io.gauntlet.plugins.defenses.output;

import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class RandomizedSmoothingTest extends DefenseContract<RandomizedSmoothing.Parameters> {
    @Override
    protected DefenseFactory<RandomizedSmoothing.Parameters> factory() {
        return RandomizedSmoothing.factory();
    }

    @Override
    protected RandomizedSmoothing.Parameters parameters() {
        return new RandomizedSmoothing.Parameters(0.05, 100, 0.001, 200);
    }

    /** An abstention is no false alarm of a calibrated detector. */
    @Override
    protected double falseAlarms() {
        return 0.2;
    }
}
