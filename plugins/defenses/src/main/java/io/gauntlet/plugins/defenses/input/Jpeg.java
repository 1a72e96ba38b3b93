package io.gauntlet.plugins.defenses.input;

import java.util.List;

import io.gauntlet.api.Param;
import io.gauntlet.api.defense.DefenseFactory;

/**
 * The parameters of {@code jpeg}.
 *
 * @param quality as encoders count it
 */
public record Jpeg(
        @Param(value = "the quality of the compression as encoders count it", defaultValue = "75", min = 1, max = 100)
        int quality) {
    static DefenseFactory<Jpeg> factory() {
        return InputDefense.factory(
                "jpeg",
                "Compresses each picture as JPEG and decodes it again before the model sees it.",
                List.of(
                        "Dziugaite, Ghahramani, Roy: A study of the effect of JPG compression on adversarial images, 2016",
                        "Guo, Rana, Cisse, van der Maaten: Countering Adversarial Images using Input Transformations,"
                                + " ICLR 2018, section 3"),
                "The encoder and decoder are the Java platform's (baseline, colour halved). Pictures have one channel (grey)"
                        + " or three (red, green, blue). The derivative is straight-through: the identity (BPDA).",
                false,
                true,
                Jpeg.class,
                parameters -> shape -> new JpegStage(parameters.quality(), shape));
    }
}
