package io.gauntlet.plugins.defenses.input;

import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class JpegTest extends DefenseContract<Jpeg> {
    @Override
    protected DefenseFactory<Jpeg> factory() {
        return Jpeg.factory();
    }

    @Override
    protected Jpeg parameters() {
        return new Jpeg(75);
    }
}
