package io.gauntlet.plugins.transformations.filter;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Param;
import io.gauntlet.api.transformation.TransformationFactory;
import io.gauntlet.plugins.transformations.stage.Range;

/**
 * The parameters of {@code jpeg}.
 *
 * @param quality the quality of the compression
 * @param chroma how finely colour is kept
 */
public record Jpeg(
        @Param(
                value = "The quality as encoders count it, from 1 to 100; draws are rounded to whole numbers."
                        + Range.HOW,
                defaultValue = "50,95",
                min = 1,
                max = 2)
        List<Double> quality,

        @Param(
                value = "How finely the colour of pictures with three channels is kept: halved in both directions, as"
                        + " most encoders do, or full.",
                defaultValue = "halved")
        Chroma chroma) {
    /** How finely colour is kept. */
    public enum Chroma {
        /** One colour for two by two pixels (4:2:0). */
        HALVED,
        /** One for each pixel (4:4:4). */
        FULL
    }

    /** Checks the range. @throws IllegalArgumentException when a quality is not between 1 and 100 */
    public Jpeg {
        range(quality);
    }

    private static Range range(List<Double> quality) {
        return Range.of("quality", quality, 1, 100);
    }

    static TransformationFactory<Jpeg> factory() {
        Description description = new Description(
                "jpeg",
                "1.0.0",
                "Compresses each picture as JPEG and decodes it again.",
                List.of(
                        "ITU-T T.81, 1992, annexes A and K (the transform, the quantisation, its tables)",
                        "C. Guo, M. Rana, M. Cisse and L. van der Maaten: Countering Adversarial Images using Input"
                                + " Transformations, 2018, section 3 (as a defense)",
                        "A. Athalye, N. Carlini and D. Wagner: Obfuscated Gradients Give a False Sense of Security, 2018,"
                                + " section 4.1 (straight-through, BPDA)"),
                "Pictures have one channel (grey) or three (red, green, blue). Entropy coding loses nothing and is left"
                        + " out. The derivative is straight-through at every rounding and exact in between; as the cosine"
                        + " transform is then undone by its inverse, what remains is the averaging of colour and the"
                        + " clipping.");
        return new TransformationFactory<>(description, Jpeg.class, parameters -> {
            Range quality = range(parameters.quality());
            return shape -> new JpegStage(quality, parameters.chroma() == Chroma.HALVED, shape);
        });
    }
}
