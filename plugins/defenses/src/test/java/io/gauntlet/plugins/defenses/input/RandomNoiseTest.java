package io.gauntlet.plugins.defenses.input;

import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class RandomNoiseTest extends DefenseContract<RandomNoise> {
    @Override
    protected DefenseFactory<RandomNoise> factory() {
        return RandomNoise.factory();
    }

    @Override
    protected RandomNoise parameters() {
        return new RandomNoise(0.05);
    }
}
