package io.gauntlet.engine.plan;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The same memory seen in another shape. */
final class ReshapeKernel extends Kernel {
    private final Value input;
    private final INDArray output;

    ReshapeKernel(Value input, long... outputShape) {
        this.input = input;
        output = input.array().reshape('c', Arrays.full(input.block(), outputShape));
    }

    @Override
    INDArray output() {
        return output;
    }

    @Override
    boolean outputFree() {
        return input.free();
    }

    @Override
    void forward() {}

    @Override
    List<Gradient> differentiate(Gradient ofOutput) {
        INDArray array = ofOutput.array().reshape('c', input.array().shape());
        return List.of(new Gradient(array, ofOutput.exclusive()));
    }

    @Override
    void backward() {}
}
