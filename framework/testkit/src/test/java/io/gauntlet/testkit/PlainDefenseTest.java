package io.gauntlet.testkit;

import io.gauntlet.api.defense.DefenseFactory;

/** The sound defense keeps the whole contract. */
class PlainDefenseTest extends DefenseContract<PlainDefense.Parameters> {
    @Override
    protected DefenseFactory<PlainDefense.Parameters> factory() {
        return PlainDefense.factory(PlainDefense.Defect.NONE);
    }

    @Override
    protected PlainDefense.Parameters parameters() {
        return new PlainDefense.Parameters(PlainDefense.Defect.NONE);
    }
}
