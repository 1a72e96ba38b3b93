package io.gauntlet.engine.plan;

import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;

import io.gauntlet.engine.backend.Operation;

/** A factor and a term, the same for all values. */
final class ScaleKernel extends Kernel {
    private final Tensor output;
    private final Operation multiply;
    private final Operation add;
    private final Operation backward;

    ScaleKernel(Arrays arrays, Tensor input, float factor, float term) {
        output = new Tensor(
                arrays.zeros(input.value().shape()), arrays.zeros(input.value().shape()));
        multiply = arrays.operations().scalar(new ScalarMultiplication(input.value(), null, output.value(), factor));
        add = arrays.operations().scalar(new ScalarAdd(output.value(), null, output.value(), term));
        backward =
                arrays.operations().scalar(new ScalarMultiplication(output.gradient(), null, input.gradient(), factor));
    }

    @Override
    Tensor output() {
        return output;
    }

    @Override
    void forward() {
        multiply.run();
        add.run();
    }

    @Override
    void backward() {
        backward.run();
    }
}
