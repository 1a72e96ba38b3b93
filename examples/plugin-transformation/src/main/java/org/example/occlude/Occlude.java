package org.example.occlude;

import java.util.Arrays;
import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
import io.gauntlet.api.Param;
import io.gauntlet.api.model.RowwiseStage;
import io.gauntlet.api.model.Stage;
import io.gauntlet.api.transformation.Transformation;
import io.gauntlet.api.transformation.TransformationFactory;

/** Covers a square of each picture, somewhere, by one grey. */
public final class Occlude implements Transformation {
    /**
     * The parameters: from these words come the help, the JSON Schema, the form in the page and the messages.
     *
     * @param side of the square, relative to the shorter side of the picture
     * @param grey what covers it
     */
    public record Parameters(
            @Param(
                    value = "side of the square, relative to the shorter side of the picture",
                    defaultValue = "0.3",
                    min = 0,
                    max = 1)
            float side,

            @Param(
                    value = "the value that covers it, from 0 for black to 1 for white",
                    defaultValue = "0.5",
                    min = 0,
                    max = 1)
            float grey) {}

    /** What it is. */
    public static final TransformationFactory<Parameters> FACTORY = new TransformationFactory<>(
            new Description(
                    "occlude",
                    "1",
                    "Covers a square of each picture by one grey, at a place that is drawn.",
                    List.of("DeVries, Taylor: Improved Regularization of Convolutional Neural Networks with Cutout,"
                            + " arXiv:1708.04552, 2017, section 3"),
                    "Unlike there the square always lies wholly within the picture."),
            Parameters.class,
            Occlude::new);

    private final Parameters parameters;

    Occlude(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Stage stage(long[] shape) {
        if (shape.length != 3) {
            throw new IllegalArgumentException("occlude takes pictures of height x width x channels.");
        }
        return new Covering(shape);
    }

    /** What happens to one sample, and to derivatives on their way back, which meet the same draws. */
    private final class Covering extends RowwiseStage {
        private final int height;
        private final int width;
        private final int channels;
        private final int side;

        Covering(long[] shape) {
            super("occlude(" + parameters.side() + ")", shape);
            height = Math.toIntExact(shape[0]);
            width = Math.toIntExact(shape[1]);
            channels = Math.toIntExact(shape[2]);
            side = Math.round(parameters.side() * Math.min(height, width));
        }

        private void cover(float[] values, float by, Draws draws) {
            int top = draws.index(height - side + 1);
            int left = draws.index(width - side + 1);
            for (int y = top; y < top + side; y++) {
                int from = (y * width + left) * channels;
                Arrays.fill(values, from, from + side * channels, by);
            }
        }

        @Override
        protected void forwardRow(float[] x, float[] y, Draws draws) {
            System.arraycopy(x, 0, y, 0, x.length);
            cover(y, parameters.grey(), draws);
        }

        @Override
        protected void vjpRow(float[] x, float[] d, Draws draws) {
            cover(d, 0, draws); // what is covered has no influence
        }

        @Override
        public boolean randomised() {
            return true;
        }
    }
}
