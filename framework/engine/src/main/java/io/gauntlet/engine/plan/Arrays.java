package io.gauntlet.engine.plan;

import java.util.ArrayList;
import java.util.List;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.engine.backend.Operations;

/** The arrays and operations of one plan: made while it is compiled, freed together. */
final class Arrays implements AutoCloseable {
    private final List<INDArray> owned = new ArrayList<>();
    private final Operations operations = new Operations();

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

    Operations operations() {
        return operations;
    }

    @Override
    public void close() {
        operations.close();
        owned.forEach(INDArray::close);
        owned.clear();
    }
}
