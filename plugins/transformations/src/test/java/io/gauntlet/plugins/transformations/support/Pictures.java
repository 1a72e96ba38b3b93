package io.gauntlet.plugins.transformations.support;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.model.Stage;
import io.gauntlet.api.transformation.TransformationFactory;

/** One picture through one transformation. */
public final class Pictures {
    private Pictures() {}

    /** Uniform values in [0,1]. */
    public static float[] random(int height, int width, int channels) {
        float[] values = new float[height * width * channels];
        Seed.of(1).draws().fillUniform(values, 0, 1);
        return values;
    }

    /** The draws of the only row. */
    public static RowDraws draws(long seed) {
        return row -> Seed.of(seed).draws();
    }

    /** Transforms. */
    public static <P extends Record> float[] forward(
            TransformationFactory<P> factory, P parameters, float[] picture, long seed, long... shape) {
        try (Stage stage = factory.create().apply(parameters).stage(shape)) {
            return Floats.values(stage.forward(batch(picture, shape), draws(seed)));
        }
    }

    /** Goes back. */
    public static <P extends Record> float[] vjp(
            TransformationFactory<P> factory, P parameters, float[] picture, float[] dy, long seed, long... shape) {
        try (Stage stage = factory.create().apply(parameters).stage(shape)) {
            return Floats.values(stage.vjp(batch(picture, shape), batch(dy, shape), draws(seed)));
        }
    }

    private static INDArray batch(float[] values, long... shape) {
        long[] full = new long[shape.length + 1];
        full[0] = 1;
        System.arraycopy(shape, 0, full, 1, shape.length);
        return Floats.array(values, full);
    }
}
