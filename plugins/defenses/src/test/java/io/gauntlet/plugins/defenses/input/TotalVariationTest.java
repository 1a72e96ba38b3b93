package io.gauntlet.plugins.defenses.input;

import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class TotalVariationTest extends DefenseContract<TotalVariation> {
    @Override
    protected DefenseFactory<TotalVariation> factory() {
        return TotalVariation.factory();
    }

    @Override
    protected TotalVariation parameters() {
        return new TotalVariation(0.7, 0.03, 60);
    }

    /** Half of a small picture is guessed. */
    @Override
    protected double leastAccuracy() {
        return 0.5;
    }
}
