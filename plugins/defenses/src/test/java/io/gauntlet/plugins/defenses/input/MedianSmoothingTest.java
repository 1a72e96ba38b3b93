package io.gauntlet.plugins.defenses.input;

import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

class MedianSmoothingTest extends DefenseContract<MedianSmoothing> {
    @Override
    protected DefenseFactory<MedianSmoothing> factory() {
        return MedianSmoothing.factory();
    }

    @Override
    protected MedianSmoothing parameters() {
        return new MedianSmoothing(3);
    }

    /** Smoothing takes from small pictures what the base looks at. */
    @Override
    protected double leastAccuracy() {
        return 0.5;
    }
}
