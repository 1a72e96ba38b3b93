package io.gauntlet.engine.plan;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Inputs side by side along the last axis. */
final class ConcatenationKernel extends Kernel {
    private final Arrays arrays;
    private final List<INDArray> inputs;
    private final INDArray output;
    private final Channels forward;
    private @Nullable Channels backward;

    ConcatenationKernel(Arrays arrays, List<Value> inputs, long... outputShape) {
        this.arrays = arrays;
        this.inputs = inputs.stream().map(Value::array).toList();
        output = arrays.zeros(Arrays.full(inputs.get(0).block(), outputShape));
        forward = new Channels(output, this.inputs);
    }

    @Override
    INDArray output() {
        return output;
    }

    @Override
    void forward() {
        forward.join();
    }

    @Override
    List<Gradient> differentiate(Gradient ofOutput) {
        List<INDArray> gradients = inputs.stream().map(arrays::like).toList();
        backward = new Channels(ofOutput.array(), gradients);
        return gradients.stream().map(array -> new Gradient(array, true)).toList();
    }

    @Override
    void backward() {
        if (backward != null) {
            backward.split();
        }
    }
}
