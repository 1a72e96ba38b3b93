package __package__;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
import io.gauntlet.api.Param;
import io.gauntlet.api.model.RowwiseStage;
import io.gauntlet.api.model.Stage;
import io.gauntlet.api.transformation.Transformation;
import io.gauntlet.api.transformation.TransformationFactory;

/** Darkens each sample by a drawn factor. Replace it by your transformation. */
public final class __Name__ implements Transformation {
    /**
     * The parameters: from these words come the help, the JSON Schema, the form in the page and the messages.
     *
     * @param least the smallest factor
     */
    public record Parameters(
            @Param(value = "the smallest factor; the largest is 1", defaultValue = "0.5", min = 0, max = 1)
            float least) {}

    /** What it is. */
    public static final TransformationFactory<Parameters> FACTORY = new TransformationFactory<>(
            new Description(
                    "__id__",
                    "1",
                    "Multiplies all values of a sample by a drawn factor.",
                    List.of(), // authors, title, year, algorithm or equation
                    "Whatever a user must know: cost, known limits."),
            Parameters.class,
            __Name__::new);

    private final Parameters parameters;

    __Name__(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Stage stage(long[] shape) {
        return new Darkening(shape);
    }

    /** What happens to one sample, and to derivatives on their way back, which meet the same draws. */
    private final class Darkening extends RowwiseStage {
        Darkening(long[] shape) {
            super("__id__", shape);
        }

        private float factor(Draws draws) {
            return (float) draws.uniform(parameters.least(), 1);
        }

        @Override
        protected void forwardRow(float[] x, float[] y, Draws draws) {
            float factor = factor(draws);
            for (int i = 0; i < x.length; i++) {
                y[i] = factor * x[i];
            }
        }

        @Override
        protected void vjpRow(float[] x, float[] d, Draws draws) {
            float factor = factor(draws);
            for (int i = 0; i < d.length; i++) {
                d[i] *= factor;
            }
        }

        @Override
        public boolean randomised() {
            return true;
        }
    }
}
