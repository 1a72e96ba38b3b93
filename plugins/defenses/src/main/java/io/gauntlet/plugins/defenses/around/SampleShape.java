package io.gauntlet.plugins.defenses.around;

import java.util.Arrays;
import java.util.Map;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.model.Parts;

/** The shape of one sample, kept among what a defense learned: stages are made for a shape. */
public final class SampleShape {
    private static final String NAME = "shape";

    private SampleShape() {}

    /** Nothing learned but the shape. */
    public static Parts parts(long[] shape) {
        return new Parts(Map.of(), Map.of(NAME, array(shape)));
    }

    /** The shape as an array to be kept. */
    static INDArray array(long[] shape) {
        float[] sides = new float[shape.length];
        for (int i = 0; i < sides.length; i++) {
            sides[i] = shape[i];
        }
        return Floats.array(sides, sides.length);
    }

    /** The shape that was kept. @throws IllegalStateException when none was */
    public static long[] of(Parts parts) {
        INDArray array = parts.array(NAME);
        float[] sides = Floats.values(array);
        long[] shape = new long[sides.length];
        Arrays.setAll(shape, i -> (long) sides[i]);
        return shape;
    }

    /** The number of values. */
    public static int length(long[] shape) {
        return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    }

    /** The shape of {@code n} samples. */
    public static long[] batch(int n, long[] shape) {
        long[] batch = new long[shape.length + 1];
        batch[0] = n;
        System.arraycopy(shape, 0, batch, 1, shape.length);
        return batch;
    }
}
