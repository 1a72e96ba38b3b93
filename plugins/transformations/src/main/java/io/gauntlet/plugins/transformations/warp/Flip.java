package io.gauntlet.plugins.transformations.warp;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
import io.gauntlet.api.Param;
import io.gauntlet.api.transformation.TransformationFactory;
import io.gauntlet.plugins.transformations.stage.PictureShape;

/**
 * The parameters of {@code flip}.
 *
 * @param direction which sides change places
 * @param probability how often
 */
public record Flip(
        @Param(value = "Which sides change places.", defaultValue = "left-right")
        Direction direction,

        @Param(
                value = "The share of draws in which the picture is flipped; 1 flips always.",
                defaultValue = "0.5",
                min = 0,
                max = 1)
        double probability) {
    /** Which sides change places. */
    public enum Direction {
        /** Left and right, as in a mirror. */
        LEFT_RIGHT,
        /** Top and bottom. */
        UP_DOWN
    }

    /** Checks the share. @throws IllegalArgumentException when it is not between 0 and 1 */
    public Flip {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be between 0 and 1, not " + probability + ".");
        }
    }

    static TransformationFactory<Flip> factory() {
        Description description = new Description(
                "flip",
                "1.0.0",
                "Mirrors each picture, left to right or upside down.",
                List.of("A. Krizhevsky, I. Sutskever and G. Hinton: ImageNet Classification with Deep Convolutional"
                        + " Neural Networks, 2012, section 4.1 (reflections)"),
                "No interpolation: pixels change places. The derivative is exact for given draws.");
        return new TransformationFactory<>(
                description,
                Flip.class,
                parameters -> shape -> new WarpStage(
                        "flip(" + (parameters.direction() == Direction.LEFT_RIGHT ? "left-right" : "up-down") + ")",
                        shape,
                        Outside.BLACK,
                        new Mirror(parameters.direction(), parameters.probability())));
    }

    private record Mirror(Direction direction, double probability) implements WarpMap {
        @Override
        public boolean randomised() {
            return probability > 0 && probability < 1;
        }

        @Override
        public void draw(double[] map, PictureShape shape, Draws draws) {
            boolean flipped = randomised() ? draws.uniform(0, 1) < probability : probability == 1;
            double x = flipped && direction == Direction.LEFT_RIGHT ? -1 : 1;
            double y = flipped && direction == Direction.UP_DOWN ? -1 : 1;
            WarpMap.affine(map, x, 0, 0, 0, y, 0);
        }
    }
}
