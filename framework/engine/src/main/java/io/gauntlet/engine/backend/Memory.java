package io.gauntlet.engine.backend;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Bulk copies between float arrays in c-order, off and on the heap. Offsets and lengths count values. */
public final class Memory {
    private Memory() {}

    /** Whether an array can be copied as it lies. */
    public static boolean plain(INDArray array) {
        return array.dataType() == DataType.FLOAT && array.ordering() == 'c' && contiguous(array);
    }

    /** The array itself when it is float and contiguous in c-order, else such a copy. */
    public static INDArray plainOf(INDArray array) {
        if (plain(array)) {
            return array;
        }
        return array.dataType() == DataType.FLOAT
                ? array.dup('c')
                : array.castTo(DataType.FLOAT).dup('c');
    }

    private static boolean contiguous(INDArray array) {
        long expected = 1;
        for (int i = array.rank() - 1; i >= 0; i--) {
            if (array.size(i) != 1 && array.stride(i) != expected) {
                return false;
            }
            expected *= array.size(i);
        }
        return true;
    }

    /** Copies between arrays off the heap. */
    public static void copy(INDArray from, long fromOffset, INDArray to, long toOffset, long length) {
        check(from, fromOffset, length);
        check(to, toOffset, length);
        seen(from);
        seen(to);
        Pointer.memcpy(at(to, toOffset), at(from, fromOffset), length * Float.BYTES);
        changed(to);
    }

    /** Sets values to zero. */
    public static void clear(INDArray array, long offset, long length) {
        check(array, offset, length);
        if (length > 0) {
            seen(array);
            Pointer.memset(at(array, offset), 0, length * Float.BYTES);
            changed(array);
        }
    }

    /** Copies onto the heap. */
    public static void read(INDArray from, long fromOffset, float[] to, int toOffset, int length) {
        check(from, fromOffset, length);
        seen(from);
        at(from, fromOffset).get(to, toOffset, length);
    }

    /** Copies from the heap. */
    public static void write(float[] from, int fromOffset, INDArray to, long toOffset, int length) {
        check(to, toOffset, length);
        seen(to);
        at(to, toOffset).put(from, fromOffset, length);
        changed(to);
    }

    /** All values of an array of any layout. */
    public static float[] values(INDArray array) {
        INDArray plain = plainOf(array);
        float[] values = new float[Math.toIntExact(plain.length())];
        read(plain, 0, values, 0, values.length);
        return values;
    }

    /**
     * A new array of zeros.
     *
     * @throws OffHeapLimitException when the arrays would take more memory than they may
     */
    public static INDArray zeros(long... shape) {
        return Backend.guard(() -> Nd4j.create(DataType.FLOAT, shape, 'c'));
    }

    /**
     * A new array of whatever the memory held.
     *
     * @throws OffHeapLimitException when the arrays would take more memory than they may
     */
    public static INDArray uninitialized(long... shape) {
        return Backend.guard(() -> Nd4j.createUninitialized(DataType.FLOAT, shape, 'c'));
    }

    /**
     * A new array with these values.
     *
     * @throws OffHeapLimitException when the arrays would take more memory than they may
     */
    public static INDArray array(float[] values, long... shape) {
        INDArray array = uninitialized(shape);
        write(values, 0, array, 0, values.length);
        return array;
    }

    /** Whether all values are finite. */
    public static boolean finite(INDArray array) {
        return Double.isFinite(magnitude(array));
    }

    /**
     * What no value's magnitude exceeds: their sum, which takes one fast pass, or the greatest where the sum is more than
     * a float holds. NaN or infinite when a value is.
     */
    public static double magnitude(INDArray array) {
        double sum = Nd4j.getBlasWrapper().level1().asum(array);
        if (Float.isFinite((float) sum)) {
            return sum;
        }
        double greatest = 0;
        for (float value : values(array)) {
            greatest = Math.max(greatest, Math.abs(value));
        }
        return greatest;
    }

    /** A GPU's results are fetched first. Nothing on the CPU. */
    private static void seen(INDArray array) {
        Nd4j.getAffinityManager().ensureLocation(array, AffinityManager.Location.HOST);
    }

    /** A GPU is told that its own copy is old. Nothing on the CPU. */
    private static void changed(INDArray array) {
        Nd4j.getAffinityManager().tagLocation(array, AffinityManager.Location.HOST);
    }

    private static void check(INDArray array, long offset, long length) {
        if (array.dataType() != DataType.FLOAT || offset < 0 || length < 0 || offset + length > array.length()) {
            throw new IndexOutOfBoundsException("Values " + offset + " to " + (offset + length) + " of "
                    + array.length() + " of type " + array.dataType() + ".");
        }
    }

    private static FloatPointer at(INDArray array, long offset) {
        return new Address(array.data().addressPointer().address() + offset * Float.BYTES);
    }

    /** A place in memory that somebody else owns. */
    private static final class Address extends FloatPointer {
        Address(long address) {
            super((Pointer) null);
            this.address = address;
        }
    }
}
