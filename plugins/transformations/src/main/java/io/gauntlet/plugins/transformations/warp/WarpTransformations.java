package io.gauntlet.plugins.transformations.warp;

import java.util.List;

import io.gauntlet.api.transformation.TransformationFactory;

/** What makes the transformations that move pixels. */
public final class WarpTransformations {
    /** What all of them say of themselves. */
    static final String NOTES = "Bilinear interpolation. For given draws the map is linear in the picture and its"
            + " derivative exact; average over draws (EOT) to attack it.";

    private WarpTransformations() {}

    /** One for each transformation, in the order in which the catalog shows them. */
    public static List<TransformationFactory<?>> factories() {
        return List.of(
                Rotate.factory(),
                Translate.factory(),
                Scale.factory(),
                Shear.factory(),
                Perspective.factory(),
                CropResize.factory(),
                Flip.factory());
    }
}
