package io.gauntlet.engine.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

import io.gauntlet.engine.backend.Operations;

/** The arrays and operations of one plan: made while it is compiled, freed together. */
final class Arrays implements AutoCloseable {
    private final List<INDArray> owned = new ArrayList<>();
    private final Operations operations = new Operations();
    private final long largest;
    private final Map<Integer, INDArray> scratches = new HashMap<>();

    /** @param largest the most values that any layer yields for a block */
    Arrays(long largest) {
        this.largest = largest;
    }

    /** A new array of zeros. */
    INDArray zeros(long... shape) {
        INDArray array = Nd4j.create(DataType.FLOAT, shape, 'c');
        owned.add(array);
        return array;
    }

    /** A new array of ones. */
    INDArray ones(long... shape) {
        return zeros(shape).assign(1f);
    }

    /** A new array of zeros of the same shape. */
    INDArray like(INDArray array) {
        return zeros(array.shape());
    }

    /** Memory for what a kernel needs within one call: all kernels of the plan write into the same. */
    INDArray scratch(long... shape) {
        return scratch(0, shape);
    }

    /** The same, for kernels that need several at once, told apart by a number from 0. */
    INDArray scratch(int number, long... shape) {
        long length = 1;
        for (long side : shape) {
            length *= side;
        }
        if (length > largest) {
            return zeros(shape);
        }
        return scratches
                .computeIfAbsent(number, ignored -> zeros(largest))
                .get(NDArrayIndex.interval(0, length))
                .reshape('c', shape);
    }

    Operations operations() {
        return operations;
    }

    /** The shape of a block of samples. */
    static long[] full(int block, long... shape) {
        long[] full = new long[shape.length + 1];
        full[0] = block;
        System.arraycopy(shape, 0, full, 1, shape.length);
        return full;
    }

    @Override
    public void close() {
        operations.close();
        owned.forEach(INDArray::close);
        owned.clear();
    }
}
