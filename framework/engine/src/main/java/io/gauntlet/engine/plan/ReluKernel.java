package io.gauntlet.engine.plan;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Operation;

/** The positive part, in place: nothing else reads the values before it. Its gradient at 0 is 0. */
final class ReluKernel extends Kernel {
    private final Tensor tensor;
    private final Operation forward;
    private final Operation step;
    private final Operation mask;

    ReluKernel(Arrays arrays, Tensor input, INDArray scratch) {
        tensor = input;
        // The mask goes into memory that all layers share: activations must survive for a second backward pass.
        INDArray positive = scratch.reshape('c', input.value().shape());
        forward = arrays.operations().positivePart(input.value(), input.value());
        step = arrays.operations().positive(input.value(), positive);
        mask = arrays.operations().custom("multiply", List.of(input.gradient(), positive), List.of(input.gradient()));
    }

    @Override
    Tensor output() {
        return tensor;
    }

    @Override
    void forward() {
        forward.run();
    }

    @Override
    void backward() {
        step.run();
        mask.run();
    }
}
