package io.gauntlet.plugins.defenses.detector;

import java.util.List;

import io.gauntlet.api.defense.DefenseFactory;

/** All of them. */
public final class DetectorDefenses {
    private DetectorDefenses() {}

    /** Their factories. */
    public static List<DefenseFactory<?>> factories() {
        return List.of(
                FeatureSqueezing.factory(),
                Roughness.factory(),
                TransformationConsistency.factory(),
                Mahalanobis.factory());
    }
}
