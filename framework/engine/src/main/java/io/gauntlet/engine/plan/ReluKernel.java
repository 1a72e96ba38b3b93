package io.gauntlet.engine.plan;

import java.util.List;
import java.util.Optional;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Operation;
import io.gauntlet.engine.backend.Operations;
import io.gauntlet.engine.backend.onednn.Elementwise;

/** The positive part, in place where nobody needs the values before it. Its gradient at 0 is 0. */
final class ReluKernel extends Kernel {
    private final Arrays arrays;
    private final INDArray output;
    private final Optional<Elementwise.PositivePart> part;
    private final Operation forward;
    private Operation backward = () -> {};

    ReluKernel(Arrays arrays, Value input) {
        this.arrays = arrays;
        output = input.free() ? input.array() : arrays.like(input.array());
        part = arrays.primitives().flatMap(it -> new Elementwise(it).positivePart(input.array(), output));
        forward = part.isPresent() ? part.get() : arrays.operations().positivePart(input.array(), output);
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
        INDArray into = ofOutput.exclusive() ? ofOutput.array() : arrays.like(output);
        backward = part.flatMap(it -> it.backward(ofOutput.array(), into))
                .orElseGet(() -> masking(ofOutput.array(), into));
        return List.of(new Gradient(into, true));
    }

    private Operation masking(INDArray gy, INDArray into) {
        Operations operations = arrays.operations();
        // The mask goes into memory that all layers share: activations must survive for a second backward pass.
        INDArray positive = arrays.scratch(output.shape());
        Operation step = operations.positive(output, positive);
        Operation mask = operations.custom("multiply", List.of(gy, positive), List.of(into));
        return () -> {
            step.run();
            mask.run();
        };
    }

    @Override
    void backward() {
        backward.run();
    }
}
