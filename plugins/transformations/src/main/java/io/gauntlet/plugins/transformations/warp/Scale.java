package io.gauntlet.plugins.transformations.warp;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
import io.gauntlet.api.Param;
import io.gauntlet.api.transformation.TransformationFactory;
import io.gauntlet.plugins.transformations.stage.PictureShape;
import io.gauntlet.plugins.transformations.stage.Range;

/**
 * The parameters of {@code scale}.
 *
 * @param factor how many times as large
 * @param outside what is seen beyond the edges
 */
public record Scale(
        @Param(
                value = "How many times as large the picture becomes, about its centre." + Range.HOW,
                defaultValue = "0.8,1.2",
                min = 1,
                max = 2)
        List<Double> factor,

        @Param(value = Outside.HOW, defaultValue = "black") Outside outside) {
    /** Checks the range. @throws IllegalArgumentException when a factor is not between 0.05 and 20 */
    public Scale {
        range(factor);
    }

    private static Range range(List<Double> factor) {
        return Range.of("factor", factor, 0.05, 20);
    }

    static TransformationFactory<Scale> factory() {
        Description description = new Description(
                "scale",
                "1.0.0",
                "Enlarges or shrinks each picture about its centre, in a frame of the same size.",
                List.of("A. Athalye, L. Engstrom, A. Ilyas and K. Kwok: Synthesizing Robust Adversarial Examples, 2018,"
                        + " table 1 (the distance of the camera)"),
                WarpTransformations.NOTES + " Shrinking below 0.5 skips pixels, as no filter goes before it.");
        return new TransformationFactory<>(description, Scale.class, parameters -> {
            Range range = range(parameters.factor());
            return shape -> new WarpStage("scale(" + range + ")", shape, parameters.outside(), new Zoom(range));
        });
    }

    private record Zoom(Range factor) implements WarpMap {
        @Override
        public boolean randomised() {
            return factor.random();
        }

        @Override
        public void draw(double[] map, PictureShape shape, Draws draws) {
            double back = 1 / factor.draw(draws);
            WarpMap.affine(map, back, 0, 0, 0, back, 0);
        }
    }
}
