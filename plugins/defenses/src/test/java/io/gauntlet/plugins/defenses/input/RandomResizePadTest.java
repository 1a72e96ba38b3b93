package io.gauntlet.plugins.defenses.input;

import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class RandomResizePadTest extends DefenseContract<RandomResizePad> {
    @Override
    protected DefenseFactory<RandomResizePad> factory() {
        return RandomResizePad.factory();
    }

    @Override
    protected RandomResizePad parameters() {
        return new RandomResizePad(0.8);
    }

    /** The base was not trained on smaller pictures. */
    @Override
    protected double leastAccuracy() {
        return 0.5;
    }
}
