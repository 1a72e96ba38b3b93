package io.gauntlet.plugins.transformations.filter;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Param;
import io.gauntlet.api.transformation.TransformationFactory;
import io.gauntlet.plugins.transformations.stage.Range;

/**
 * The parameters of {@code blur}.
 *
 * @param sigma the width of the blur
 */
public record Blur(
        @Param(
                value = "Standard deviation of the Gaussian in pixels; 0 leaves pictures as they are." + Range.HOW,
                defaultValue = "0.3,1",
                min = 1,
                max = 2)
        List<Double> sigma) {
    /** Checks the range. @throws IllegalArgumentException when a deviation is not between 0 and 100 */
    public Blur {
        range(sigma);
    }

    private static Range range(List<Double> sigma) {
        return Range.of("sigma", sigma, 0, 100);
    }

    static TransformationFactory<Blur> factory() {
        Description description = new Description(
                "blur",
                "1.0.0",
                "Blurs each picture by a Gaussian, as a camera that is out of focus.",
                List.of(
                        "D. Hendrycks and T. Dietterich: Benchmarking Neural Network Robustness to Common Corruptions and"
                                + " Perturbations, 2019, section 3 (blur)"),
                "The Gaussian is cut off at four standard deviations, and pictures are mirrored at their edges. For a"
                        + " given draw the map is linear in the picture and its derivative exact.");
        return new TransformationFactory<>(
                description, Blur.class, parameters -> shape -> new BlurStage(range(parameters.sigma()), shape));
    }
}
