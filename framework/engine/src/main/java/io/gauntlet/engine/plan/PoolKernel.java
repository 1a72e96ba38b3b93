package io.gauntlet.engine.plan;

import java.util.List;
import java.util.Optional;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Operation;
import io.gauntlet.engine.backend.onednn.Pooling;
import io.gauntlet.engine.layout.Layer;

/** Greatest or average value of each window. */
final class PoolKernel extends Kernel {
    private final Arrays arrays;
    private final String name;
    private final long[] arguments;
    private final INDArray input;
    private final INDArray output;
    private final Optional<Pooling> pooling;
    private final Operation forward;
    private Operation backward = () -> {};

    PoolKernel(Arrays arrays, Value input, Layer.Pool layer, long[] outputShape) {
        this.arrays = arrays;
        this.input = input.array();
        output = arrays.zeros(Arrays.full(input.block(), outputShape));
        // After the window: whether an average counts padding, or nothing (1 as in DL4J); then channels last.
        arguments = Padding.arguments(
                layer.name(),
                layer.window(),
                (int) this.input.size(1),
                (int) this.input.size(2),
                layer.greatest() || layer.countPadding() ? 1 : 0,
                1);
        name = layer.greatest() ? "maxpool2d" : "avgpool2d";
        pooling = arrays.primitives()
                .flatMap(it -> Pooling.of(
                        it,
                        kind(layer),
                        Padding.sliding(layer.window()),
                        layer.window().vertical().kernel(),
                        layer.window().horizontal().kernel(),
                        this.input,
                        output));
        forward = pooling.isPresent()
                ? pooling.get()
                : arrays.operations().custom(name, List.of(this.input), List.of(output), arguments);
    }

    private static Pooling.Kind kind(Layer.Pool layer) {
        if (layer.greatest()) {
            return Pooling.Kind.GREATEST;
        }
        return layer.countPadding() ? Pooling.Kind.AVERAGE_WITH_PADDING : Pooling.Kind.AVERAGE;
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
        INDArray gx = arrays.like(input);
        backward = pooling.flatMap(it -> it.backward(ofOutput.array(), gx))
                .orElseGet(() -> arrays.operations()
                        .custom(name + "_bp", List.of(input, ofOutput.array()), List.of(gx), arguments));
        return List.of(new Gradient(gx, true));
    }

    @Override
    void backward() {
        backward.run();
    }
}
