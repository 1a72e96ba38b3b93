package io.gauntlet.plugins.transformations.warp;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
import io.gauntlet.api.Param;
import io.gauntlet.api.transformation.TransformationFactory;
import io.gauntlet.plugins.transformations.stage.PictureShape;
import io.gauntlet.plugins.transformations.stage.Range;

/**
 * The parameters of {@code translate}.
 *
 * @param right how far to the right
 * @param down how far down
 * @param outside what is seen beyond the edges
 */
public record Translate(
        @Param(
                value = "How far to the right, in pixels; fractions interpolate." + Range.HOW,
                defaultValue = "-3,3",
                min = 1,
                max = 2)
        List<Double> right,

        @Param(value = "How far down, in pixels." + Range.HOW, defaultValue = "-3,3", min = 1, max = 2)
        List<Double> down,

        @Param(value = Outside.HOW, defaultValue = "black") Outside outside) {
    /** Checks the ranges. @throws IllegalArgumentException when one goes beyond 10,000 pixels */
    public Translate {
        range("right", right);
        range("down", down);
    }

    private static Range range(String name, List<Double> pixels) {
        return Range.of(name, pixels, -10_000, 10_000);
    }

    static TransformationFactory<Translate> factory() {
        Description description = new Description(
                "translate",
                "1.0.0",
                "Shifts each picture.",
                List.of("L. Engstrom, B. Tran, D. Tsipras, L. Schmidt and A. Madry: Exploring the Landscape of Spatial"
                        + " Robustness, 2019, section 3"),
                WarpTransformations.NOTES);
        return new TransformationFactory<>(description, Translate.class, parameters -> {
            Shift shift = new Shift(range("right", parameters.right()), range("down", parameters.down()));
            String name = "translate(" + shift.right() + ", " + shift.down() + ")";
            return shape -> new WarpStage(name, shape, parameters.outside(), shift);
        });
    }

    private record Shift(Range right, Range down) implements WarpMap {
        @Override
        public boolean randomised() {
            return right.random() || down.random();
        }

        @Override
        public void draw(double[] map, PictureShape shape, Draws draws) {
            double x = right.draw(draws);
            WarpMap.affine(map, 1, 0, -x, 0, 1, -down.draw(draws));
        }
    }
}
