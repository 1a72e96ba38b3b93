package io.gauntlet.plugins.transformations.warp;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
import io.gauntlet.api.Param;
import io.gauntlet.api.transformation.TransformationFactory;
import io.gauntlet.plugins.transformations.stage.PictureShape;
import io.gauntlet.plugins.transformations.stage.Range;

/**
 * The parameters of {@code crop-resize}.
 *
 * @param side the share of each side that is kept
 */
public record CropResize(
        @Param(
                value = "The share of each side that is kept, in (0,1]; where it is cut is uniform." + Range.HOW,
                defaultValue = "0.8,1",
                min = 1,
                max = 2)
        List<Double> side) {
    /** Checks the range. @throws IllegalArgumentException when a share is not between 0.05 and 1 */
    public CropResize {
        range(side);
    }

    private static Range range(List<Double> side) {
        return Range.of("side", side, 0.05, 1);
    }

    static TransformationFactory<CropResize> factory() {
        Description description = new Description(
                "crop-resize",
                "1.0.0",
                "Cuts a random part out of each picture and enlarges it to the whole frame.",
                List.of("C. Guo, M. Rana, M. Cisse and L. van der Maaten: Countering Adversarial Images using Input"
                        + " Transformations, 2018, section 3.1 (cropping and rescaling)"),
                WarpTransformations.NOTES);
        return new TransformationFactory<>(description, CropResize.class, parameters -> {
            Range range = range(parameters.side());
            return shape -> new WarpStage("crop-resize(" + range + ")", shape, Outside.EDGE, new Cut(range));
        });
    }

    private record Cut(Range side) implements WarpMap {
        @Override
        public boolean randomised() {
            return !side.always(1);
        }

        @Override
        public void draw(double[] map, PictureShape shape, Draws draws) {
            double share = side.draw(draws);
            double right = 0;
            double down = 0;
            if (randomised()) {
                right = draws.uniform(-0.5, 0.5) * (1 - share) * shape.width();
                down = draws.uniform(-0.5, 0.5) * (1 - share) * shape.height();
            }
            WarpMap.affine(map, share, 0, right, 0, share, down);
        }
    }
}
