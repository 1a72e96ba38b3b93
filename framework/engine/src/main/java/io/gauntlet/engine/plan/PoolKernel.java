package io.gauntlet.engine.plan;

import java.util.List;

import io.gauntlet.engine.backend.Operation;
import io.gauntlet.engine.layout.Layer;

/** Greatest or average value of each window. */
final class PoolKernel extends Kernel {
    private final Tensor output;
    private final Operation forward;
    private final Operation backward;

    PoolKernel(Arrays arrays, Tensor input, Layer.Pool layer, long[] outputShape) {
        output = Tensor.of(arrays, input.block(), outputShape);
        // After the window: average without counting padding (0), or nothing (1 as in DL4J); then channels last.
        long[] arguments = Padding.arguments(
                layer.name(),
                layer.window(),
                (int) input.value().size(1),
                (int) input.value().size(2),
                layer.greatest() ? 1 : 0,
                1);
        String name = layer.greatest() ? "maxpool2d" : "avgpool2d";
        forward = arrays.operations().custom(name, List.of(input.value()), List.of(output.value()), arguments);
        backward = arrays.operations()
                .custom(name + "_bp", List.of(input.value(), output.gradient()), List.of(input.gradient()), arguments);
    }

    @Override
    Tensor output() {
        return output;
    }

    @Override
    void forward() {
        forward.run();
    }

    @Override
    void backward() {
        backward.run();
    }
}
