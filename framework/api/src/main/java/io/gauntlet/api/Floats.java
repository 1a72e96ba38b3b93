package io.gauntlet.api;

import java.nio.FloatBuffer;
import java.util.Objects;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Bulk access to the values of float arrays: element access through {@link INDArray} costs a native call each.
 *
 * <p>Hazard: a buffer points into the array's native memory. Do not use it after the array was closed.
 */
public final class Floats {
    private Floats() {}

    /**
     * A view of the array's values, positioned at its first value and limited to its length.
     *
     * @param array float, contiguous in c-order: a whole array or a run of rows of one
     * @throws IllegalArgumentException when the array is of another type or strided
     */
    public static FloatBuffer buffer(INDArray array) {
        if (array.dataType() != DataType.FLOAT) {
            throw new IllegalArgumentException("Expected an array of floats, not of " + array.dataType() + ".");
        }
        if (!contiguous(array)) {
            throw new IllegalArgumentException("Expected an array that is contiguous in c-order; call dup('c') first.");
        }
        FloatBuffer whole =
                Objects.requireNonNull(array.data().asNioFloat()).duplicate().rewind();
        int from = Math.toIntExact(array.offset());
        return whole.slice(from, Math.toIntExact(array.length()));
    }

    /** Copies all values out. */
    public static void get(INDArray array, float[] into) {
        buffer(array).get(into, 0, Math.toIntExact(array.length()));
    }

    /** Copies values in. */
    public static void put(float[] values, INDArray into) {
        buffer(into).put(values, 0, Math.toIntExact(into.length()));
    }

    /** All values in an array of their own. */
    public static float[] values(INDArray array) {
        float[] values = new float[Math.toIntExact(array.length())];
        get(array, values);
        return values;
    }

    /** A new array of a shape in c-order with these values; whoever asks for it closes it. */
    public static INDArray array(float[] values, long... shape) {
        INDArray array = Nd4j.create(DataType.FLOAT, shape, 'c');
        put(values, array);
        return array;
    }

    private static boolean contiguous(INDArray array) {
        long expected = 1;
        for (int d = array.rank() - 1; d >= 0; d--) {
            if (array.size(d) != 1 && array.stride(d) != expected) {
                return false;
            }
            expected *= array.size(d);
        }
        return true;
    }
}
