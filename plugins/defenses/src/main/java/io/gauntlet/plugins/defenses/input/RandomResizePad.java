package io.gauntlet.plugins.defenses.input;

import java.util.List;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Param;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.RowwiseStage;

/**
 * The parameters of {@code random-resize-pad}.
 *
 * @param smallest share of the side
 */
public record RandomResizePad(
        @Param(
                value = "the least size of the picture after resizing, as a share of its side",
                defaultValue = "0.8",
                min = 0.1,
                max = 1)
        double smallest) {
    static DefenseFactory<RandomResizePad> factory() {
        return InputDefense.factory(
                "random-resize-pad",
                "Resizes each picture to a random size and pads it with black at random sides before the model sees it.",
                List.of(
                        "Xie, Wang, Zhang, Ren, Yuille: Mitigating Adversarial Effects Through Randomization, ICLR 2018,"
                                + " section 3.2"),
                "The paper enlarges and pads to a larger input; here the input's size stays, so that the picture shrinks."
                        + " Pixels are mixed bilinearly. The derivative is exact for a draw: average over draws (EOT) to"
                        + " attack it.",
                true,
                true,
                RandomResizePad.class,
                parameters -> shape -> stage(parameters.smallest(), shape));
    }

    private static RowwiseStage stage(double smallest, long[] shape) {
        Picture picture = Picture.of("random-resize-pad", shape);
        return new RowwiseStage("random-resize-pad(" + smallest + ")", shape) {
            private final AffineView view = new AffineView(picture);
            private final float[] gathered = new float[length()];

            @Override
            public boolean randomised() {
                return true;
            }

            @Override
            public Derivative declared() {
                return Derivative.AVERAGED;
            }

            private void draw(Draws draws) {
                double scale = draws.uniform(smallest, 1);
                double room = (1 - scale) / 2;
                view.aim(
                        0,
                        scale,
                        room * picture.height() * draws.uniform(-1, 1),
                        room * picture.width() * draws.uniform(-1, 1));
            }

            @Override
            protected void forwardRow(float[] x, float[] y, Draws draws) {
                draw(draws);
                view.apply(x, 0, y, 0);
            }

            @Override
            protected void vjpRow(float[] x, float[] d, Draws draws) {
                draw(draws);
                view.backInPlace(d, gathered);
            }
        };
    }
}
