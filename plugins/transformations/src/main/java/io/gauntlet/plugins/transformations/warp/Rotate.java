package io.gauntlet.plugins.transformations.warp;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
import io.gauntlet.api.Param;
import io.gauntlet.api.transformation.TransformationFactory;
import io.gauntlet.plugins.transformations.stage.PictureShape;
import io.gauntlet.plugins.transformations.stage.Range;

/**
 * The parameters of {@code rotate}.
 *
 * @param degrees the angle
 * @param outside what is seen beyond the edges
 */
public record Rotate(
        @Param(
                value = "Angle in degrees, counter-clockwise as seen when positive." + Range.HOW,
                defaultValue = "-15,15",
                min = 1,
                max = 2)
        List<Double> degrees,

        @Param(value = Outside.HOW, defaultValue = "black") Outside outside) {
    /** Checks the range. @throws IllegalArgumentException when an angle is not between -180 and 180 */
    public Rotate {
        range(degrees);
    }

    private static Range range(List<Double> degrees) {
        return Range.of("degrees", degrees, -180, 180);
    }

    static TransformationFactory<Rotate> factory() {
        Description description = new Description(
                "rotate",
                "2.0.0",
                "Rotates each picture about its centre.",
                List.of(
                        "L. Engstrom, B. Tran, D. Tsipras, L. Schmidt and A. Madry: Exploring the Landscape of Spatial"
                                + " Robustness, 2019, section 3 (rotations as an attack)",
                        "C. Guo, M. Rana, M. Cisse and L. van der Maaten: Countering Adversarial Images using Input"
                                + " Transformations, 2018 (random input transformations as a defense)"),
                WarpTransformations.NOTES);
        return new TransformationFactory<>(description, Rotate.class, parameters -> {
            Range range = range(parameters.degrees());
            return shape -> new WarpStage("rotate(" + range + ")", shape, parameters.outside(), new Turn(range));
        });
    }

    private record Turn(Range degrees) implements WarpMap {
        @Override
        public boolean randomised() {
            return degrees.random();
        }

        @Override
        public void draw(double[] map, PictureShape shape, Draws draws) {
            double angle = Math.toRadians(degrees.draw(draws));
            double cos = Math.cos(angle);
            double sin = Math.sin(angle);
            WarpMap.affine(map, cos, -sin, 0, sin, cos, 0);
        }
    }
}
