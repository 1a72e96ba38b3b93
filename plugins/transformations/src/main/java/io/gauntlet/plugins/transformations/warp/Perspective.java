package io.gauntlet.plugins.transformations.warp;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
import io.gauntlet.api.Param;
import io.gauntlet.api.transformation.TransformationFactory;
import io.gauntlet.plugins.transformations.stage.PictureShape;
import io.gauntlet.plugins.transformations.stage.Range;

/**
 * The parameters of {@code perspective}.
 *
 * @param horizontal the turn about the upright axis
 * @param vertical the turn about the level axis, before the eye
 * @param distance how far the eye is away
 * @param outside what is seen beyond the edges
 */
public record Perspective(
        @Param(
                value = "By how many degrees the picture is turned about its upright axis, its right side away from the"
                        + " eye when positive."
                        + Range.HOW,
                defaultValue = "-30,30",
                min = 1,
                max = 2)
        List<Double> horizontal,

        @Param(
                value = "By how many degrees it is then turned about the level axis, its lower side away from the eye"
                        + " when positive."
                        + Range.HOW,
                defaultValue = "-30,30",
                min = 1,
                max = 2)
        List<Double> vertical,

        @Param(
                value = "How far the eye is from the picture's centre, in longer sides of the picture; nearer is more"
                        + " distorted."
                        + Range.HOW,
                defaultValue = "2",
                min = 1,
                max = 2)
        List<Double> distance,

        @Param(value = Outside.HOW, defaultValue = "black") Outside outside) {
    /** Checks the ranges. @throws IllegalArgumentException when an angle or the distance is outside of its range */
    public Perspective {
        degrees("horizontal", horizontal);
        degrees("vertical", vertical);
        distance(distance);
    }

    private static Range degrees(String name, List<Double> degrees) {
        return Range.of(name, degrees, -80, 80);
    }

    private static Range distance(List<Double> sides) {
        return Range.of("distance", sides, 1, 1000);
    }

    static TransformationFactory<Perspective> factory() {
        Description description = new Description(
                "perspective",
                "1.0.0",
                "Shows each picture at an angle, as a camera beside it sees it.",
                List.of(
                        "R. Hartley and A. Zisserman: Multiple View Geometry, 2nd edition 2004, section 8.1 (the image"
                                + " of a plane)",
                        "K. Eykholt et al.: Robust Physical-World Attacks on Deep Learning Visual Classification, 2018"
                                + " (signs seen at angles)"),
                WarpTransformations.NOTES
                        + " The picture faces the eye when both angles are 0 and then fills the frame.");
        return new TransformationFactory<>(description, Perspective.class, parameters -> {
            View view = new View(
                    degrees("horizontal", parameters.horizontal()),
                    degrees("vertical", parameters.vertical()),
                    distance(parameters.distance()));
            String name = "perspective(" + view.horizontal() + ", " + view.vertical() + ", " + view.distance() + ")";
            return shape -> new WarpStage(name, shape, parameters.outside(), view);
        });
    }

    private record View(Range horizontal, Range vertical, Range distance) implements WarpMap {
        @Override
        public boolean randomised() {
            boolean turned = !horizontal.always(0) || !vertical.always(0);
            return horizontal.random() || vertical.random() || (turned && distance.random());
        }

        /**
         * The point (X, Y) of the picture, turned, lies at (X cos a, Y cos b - X sin a sin b) in the plane and Y sin b +
         * X sin a cos b behind it; an eye at distance D sees it shrunk by D / (D + behind). That is a lower triangular
         * matrix, here inverted.
         */
        @Override
        public void draw(double[] map, PictureShape shape, Draws draws) {
            double a = Math.toRadians(horizontal.draw(draws));
            double b = Math.toRadians(vertical.draw(draws));
            double eye =
                    (randomised() ? distance.draw(draws) : distance.low()) * Math.max(shape.height(), shape.width());
            double m00 = Math.cos(a);
            double m10 = -Math.sin(a) * Math.sin(b);
            double m11 = Math.cos(b);
            double m20 = Math.sin(a) * Math.cos(b) / eye;
            double m21 = Math.sin(b) / eye;
            WarpMap.affine(map, 1 / m00, 0, 0, -m10 / (m00 * m11), 1 / m11, 0);
            map[6] = (m10 * m21 - m11 * m20) / (m00 * m11);
            map[7] = -m21 / m11;
        }
    }
}
