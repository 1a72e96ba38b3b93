package io.gauntlet.plugins.transformations.tone;

import java.util.List;

import io.gauntlet.api.transformation.TransformationFactory;

/** What makes the transformations that change values where they are. */
public final class ToneTransformations {
    private ToneTransformations() {}

    /** One for each transformation, in the order in which the catalog shows them. */
    public static List<TransformationFactory<?>> factories() {
        return List.of(
                Brightness.factory(), Contrast.factory(), Gamma.factory(), GaussianNoise.factory(), Quantize.factory());
    }
}
