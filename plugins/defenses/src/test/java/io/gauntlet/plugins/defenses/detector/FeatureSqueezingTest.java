package io.gauntlet.plugins.defenses.detector;

import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class FeatureSqueezingTest extends DefenseContract<FeatureSqueezing.Parameters> {
    @Override
    protected DefenseFactory<FeatureSqueezing.Parameters> factory() {
        return FeatureSqueezing.factory();
    }

    @Override
    protected FeatureSqueezing.Parameters parameters() {
        return new FeatureSqueezing.Parameters(2, 2, 0.01);
    }
}
