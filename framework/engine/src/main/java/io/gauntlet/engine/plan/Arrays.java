package io.gauntlet.engine.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.backend.Operation;
import io.gauntlet.engine.backend.Operations;
import io.gauntlet.engine.backend.onednn.Elementwise;
import io.gauntlet.engine.backend.onednn.OneDnn;
import io.gauntlet.engine.backend.onednn.Primitives;

/** The arrays and operations of one plan: made while it is compiled, freed together. */
final class Arrays implements AutoCloseable {
    private final List<INDArray> owned = new ArrayList<>();
    private final Operations operations = new Operations();
    private final Optional<Primitives> primitives =
            OneDnn.available() ? Optional.of(new Primitives()) : Optional.empty();
    private final long largest;
    private final Map<Integer, INDArray> scratches = new HashMap<>();

    /** @param largest the most values that any layer yields for a block */
    Arrays(long largest) {
        this.largest = largest;
    }

    /** A new array of zeros. */
    INDArray zeros(long... shape) {
        INDArray array = Memory.zeros(shape);
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

    /** Builds oneDNN's own operations; empty where its library is missing. */
    Optional<Primitives> primitives() {
        return primitives;
    }

    /** The sum of two arrays, also into one of them. */
    Operation sum(INDArray a, INDArray b, INDArray into) {
        return primitives
                .flatMap(it -> new Elementwise(it).sum(a, b, into))
                .orElseGet(() -> operations.custom("add", List.of(a, b), List.of(into)));
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
        primitives.ifPresent(Primitives::close);
        owned.forEach(INDArray::close);
        owned.clear();
    }
}
