package io.gauntlet.engine.plan;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Operation;
import io.gauntlet.engine.backend.Operations;

/** The product of two inputs, value by value. */
final class ProductKernel extends Kernel {
    private final Arrays arrays;
    private final INDArray one;
    private final INDArray other;
    private final INDArray output;
    private final Operation forward;
    private Operation byOne = () -> {};
    private Operation byOther = () -> {};

    ProductKernel(Arrays arrays, Value one, Value other) {
        this.arrays = arrays;
        this.one = one.array();
        this.other = other.array();
        output = arrays.like(this.one);
        forward = arrays.operations().custom("multiply", List.of(this.one, this.other), List.of(output));
    }

    @Override
    INDArray output() {
        return output;
    }

    @Override
    void forward() {
        forward.run();
    }

    @Override
    List<Gradient> differentiate(Gradient ofOutput) {
        INDArray first = arrays.like(one);
        INDArray second = arrays.like(one);
        Operations operations = arrays.operations();
        byOne = operations.custom("multiply", List.of(ofOutput.array(), other), List.of(first));
        byOther = operations.custom("multiply", List.of(ofOutput.array(), one), List.of(second));
        return List.of(new Gradient(first, true), new Gradient(second, true));
    }

    @Override
    void backward() {
        byOne.run();
        byOther.run();
    }
}
