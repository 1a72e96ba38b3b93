package io.gauntlet.plugins.defenses.input;

import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class BitDepthTest extends DefenseContract<BitDepth> {
    @Override
    protected DefenseFactory<BitDepth> factory() {
        return BitDepth.factory();
    }

    @Override
    protected BitDepth parameters() {
        return new BitDepth(3);
    }
}
