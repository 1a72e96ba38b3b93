package io.gauntlet.plugins.defenses.input;

import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class InputDropoutTest extends DefenseContract<InputDropout> {
    @Override
    protected DefenseFactory<InputDropout> factory() {
        return InputDropout.factory();
    }

    @Override
    protected InputDropout parameters() {
        return new InputDropout(0.05);
    }
}
