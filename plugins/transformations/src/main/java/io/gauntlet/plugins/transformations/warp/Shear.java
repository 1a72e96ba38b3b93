package io.gauntlet.plugins.transformations.warp;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
import io.gauntlet.api.Param;
import io.gauntlet.api.transformation.TransformationFactory;
import io.gauntlet.plugins.transformations.stage.PictureShape;
import io.gauntlet.plugins.transformations.stage.Range;

/**
 * The parameters of {@code shear}.
 *
 * @param horizontal by how much upright lines lean
 * @param vertical by how much level lines lean, after that
 * @param outside what is seen beyond the edges
 */
public record Shear(
        @Param(
                value = "By how many degrees upright lines lean, their lower ends to the right when positive."
                        + Range.HOW,
                defaultValue = "-10,10",
                min = 1,
                max = 2)
        List<Double> horizontal,

        @Param(
                value = "By how many degrees level lines lean, their right ends down when positive; done after the"
                        + " horizontal shear."
                        + Range.HOW,
                defaultValue = "0",
                min = 1,
                max = 2)
        List<Double> vertical,

        @Param(value = Outside.HOW, defaultValue = "black") Outside outside) {
    /** Checks the ranges. @throws IllegalArgumentException when an angle is not between -80 and 80 */
    public Shear {
        range("horizontal", horizontal);
        range("vertical", vertical);
    }

    private static Range range(String name, List<Double> degrees) {
        return Range.of(name, degrees, -80, 80);
    }

    static TransformationFactory<Shear> factory() {
        Description description = new Description(
                "shear",
                "1.0.0",
                "Leans each picture to a side, its centre fixed.",
                List.of("E. Cubuk, B. Zoph, D. Mane, V. Vasudevan and Q. Le: AutoAugment, 2019, table 6"),
                WarpTransformations.NOTES);
        return new TransformationFactory<>(description, Shear.class, parameters -> {
            Lean lean =
                    new Lean(range("horizontal", parameters.horizontal()), range("vertical", parameters.vertical()));
            String name = "shear(" + lean.horizontal() + ", " + lean.vertical() + ")";
            return shape -> new WarpStage(name, shape, parameters.outside(), lean);
        });
    }

    private record Lean(Range horizontal, Range vertical) implements WarpMap {
        @Override
        public boolean randomised() {
            return horizontal.random() || vertical.random();
        }

        @Override
        public void draw(double[] map, PictureShape shape, Draws draws) {
            double sideways = Math.tan(Math.toRadians(horizontal.draw(draws)));
            double upDown = Math.tan(Math.toRadians(vertical.draw(draws)));
            // Back from the last shear to the first: y' = y - upDown x, then x' = x - sideways y'.
            WarpMap.affine(map, 1 + sideways * upDown, -sideways, 0, -upDown, 1, 0);
        }
    }
}
