package io.gauntlet.engine.plan;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Operation;
import io.gauntlet.engine.backend.Operations;

/** The positive part, in place where nobody needs the values before it. Its gradient at 0 is 0. */
final class ReluKernel extends Kernel {
    private final Arrays arrays;
    private final INDArray output;
    private final Operation forward;
    private Operation step = () -> {};
    private Operation mask = () -> {};

    ReluKernel(Arrays arrays, Value input) {
        this.arrays = arrays;
        output = input.free() ? input.array() : arrays.like(input.array());
        forward = arrays.operations().positivePart(input.array(), output);
    }

    @Override
    INDArray output() {
        return output;
    }

    @Override
    boolean outputFree() {
        return false;
    }

    @Override
    void forward() {
        forward.run();
    }

    @Override
    List<Gradient> differentiate(Gradient ofOutput) {
        Operations operations = arrays.operations();
        INDArray into = ofOutput.exclusive() ? ofOutput.array() : arrays.like(output);
        // The mask goes into memory that all layers share: activations must survive for a second backward pass.
        INDArray positive = arrays.scratch(output.shape());
        step = operations.positive(output, positive);
        mask = operations.custom("multiply", List.of(ofOutput.array(), positive), List.of(into));
        return List.of(new Gradient(into, true));
    }

    @Override
    void backward() {
        step.run();
        mask.run();
    }
}
