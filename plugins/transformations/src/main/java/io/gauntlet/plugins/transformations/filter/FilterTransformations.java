package io.gauntlet.plugins.transformations.filter;

import java.util.List;

import io.gauntlet.api.transformation.TransformationFactory;

/** What makes the transformations that look at neighbourhoods of pixels. */
public final class FilterTransformations {
    private FilterTransformations() {}

    /** One for each transformation, in the order in which the catalog shows them. */
    public static List<TransformationFactory<?>> factories() {
        return List.of(Blur.factory(), Jpeg.factory());
    }
}
