package io.gauntlet.plugins.transformations;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Param;
import io.gauntlet.api.transformation.TransformationFactory;

/**
 * The parameters of {@code rotate}.
 *
 * @param degrees the largest angle to either side
 */
public record Rotation(
        @Param(
                value = "Largest angle in degrees; each draw's angle is uniform between minus this and this."
                        + " 0 leaves pictures as they are.",
                defaultValue = "15",
                min = 0,
                max = 180)
        double degrees) {
    /** Checks the range. @throws IllegalArgumentException when the angle is not between 0 and 180 */
    public Rotation {
        if (!(degrees >= 0 && degrees <= 180)) {
            throw new IllegalArgumentException("degrees must be between 0 and 180, not " + degrees + ".");
        }
    }

    static TransformationFactory<Rotation> factory() {
        Description description = new Description(
                "rotate",
                "1.0.0",
                "Rotates each picture about its centre by a random angle.",
                List.of("C. Guo, M. Rana, M. Cisse and L. van der Maaten: Countering Adversarial Images using Input"
                        + " Transformations, 2018 (random input transformations as a defense)"),
                "Bilinear interpolation, black outside. The derivative is exact for given draws; average over draws"
                        + " (EOT) to attack it.");
        return new TransformationFactory<>(
                description, Rotation.class, parameters -> shape -> new RotationStage(parameters.degrees(), shape));
    }
}
