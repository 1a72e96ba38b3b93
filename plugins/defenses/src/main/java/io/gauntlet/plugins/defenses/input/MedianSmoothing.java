package io.gauntlet.plugins.defenses.input;

import java.util.List;

import io.gauntlet.api.Param;
import io.gauntlet.api.defense.DefenseFactory;

/**
 * The parameters of {@code median-smoothing}.
 *
 * @param window side of the square
 */
public record MedianSmoothing(
        @Param(
                value = "the side in pixels of the square whose median each pixel becomes",
                defaultValue = "3",
                min = 2,
                max = 31)
        int window) {
    static DefenseFactory<MedianSmoothing> factory() {
        return InputDefense.factory(
                "median-smoothing",
                "Replaces each pixel by the median of its surroundings before the model sees it.",
                List.of("Xu, Evans, Qi: Feature Squeezing, NDSS 2018, section III.B"),
                "Beyond the edge the picture is continued by its last pixel. The derivative goes to the pixel that was the"
                        + " median; where several are equal, as in flat parts, it is straight-through by the first of"
                        + " them.",
                false,
                true,
                MedianSmoothing.class,
                parameters -> shape -> new MedianStage(parameters.window(), shape));
    }
}
