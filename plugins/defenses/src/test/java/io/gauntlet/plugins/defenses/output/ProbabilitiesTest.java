package io.gauntlet.plugins.defenses.output;

import io.gauntlet.api.NoParameters;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class ProbabilitiesTest extends DefenseContract<NoParameters> {
    @Override
    protected DefenseFactory<NoParameters> factory() {
        return Probabilities.factory();
    }

    @Override
    protected NoParameters parameters() {
        return new NoParameters();
    }

    /** They are probabilities: what the canary is for. */
    @Override
    protected boolean outputsLogits() {
        return false;
    }
}
