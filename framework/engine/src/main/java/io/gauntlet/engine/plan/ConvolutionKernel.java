package io.gauntlet.engine.plan;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Operation;
import io.gauntlet.engine.backend.Operations;
import io.gauntlet.engine.layout.Layer;

/** A convolution with its bias. */
final class ConvolutionKernel extends Kernel {
    private static final long CHANNELS_LAST = 1;
    private static final long WEIGHTS_YXIO = 0;

    private final Operations operations;
    private final Layer.Convolution layer;
    private final long[] arguments;
    private final Tensor input;
    private final Tensor output;
    private final Operation forward;
    /** Null where only libnd4j's general backward operation computes this convolution. */
    private final @Nullable PhaseGradient phases;

    private final Operation backward;
    private Operation learn = () -> {};
    private Operation learnFirst = () -> {};

    ConvolutionKernel(Arrays arrays, Tensor input, Layer.Convolution layer, Weights weights, long[] outputShape) {
        this.layer = layer;
        this.input = input;
        operations = arrays.operations();
        output = Tensor.of(arrays, input.block(), outputShape);
        int height = (int) input.value().size(1);
        int width = (int) input.value().size(2);
        arguments = Padding.arguments(layer.name(), layer.window(), height, width, CHANNELS_LAST, WEIGHTS_YXIO);
        forward =
                operation("conv2d", List.of(input.value(), weights.weights(), weights.bias()), List.of(output.value()));
        if (dilated()) {
            phases = null;
            backward = general(weights.weights(), arrays.zeros(weights.weights().shape()));
        } else {
            phases = new PhaseGradient(arrays, layer.window(), input, output, weights.weights());
            backward = phases::run;
        }
        INDArray gradient = weights.weightsGradient();
        INDArray sum = weights.biasGradient();
        if (gradient != null && sum != null) {
            compileLearning(arrays, weights.weights(), gradient, sum);
        }
    }

    private void compileLearning(Arrays arrays, INDArray weights, INDArray gradient, INDArray sum) {
        long channels = sum.length();
        long rows = output.gradient().length() / channels;
        // Summing rows by a product with ones is ten times faster than a reduction.
        Operation bias = operations.product(
                arrays.ones(1, rows),
                false,
                output.gradient().reshape('c', rows, channels),
                false,
                sum.reshape('c', 1, channels));
        Operation both = general(weights, gradient);
        learn = () -> {
            bias.run();
            both.run();
        };
        learnFirst = learn;
        if (FirstLayerGradient.fits(layer.window(), input)) {
            FirstLayerGradient first = new FirstLayerGradient(arrays, layer.window(), input, output, gradient);
            learnFirst = () -> {
                bias.run();
                first.run();
            };
        }
    }

    /** The gradients by input and weights together. */
    private Operation general(INDArray weights, INDArray gradient) {
        return operation(
                "conv2d_bp", List.of(input.value(), weights, output.gradient()), List.of(input.gradient(), gradient));
    }

    private boolean dilated() {
        return layer.window().vertical().dilation() > 1
                || layer.window().horizontal().dilation() > 1;
    }

    /** oneDNN, as libnd4j calls it, refuses dilated convolutions. */
    private Operation operation(String name, List<INDArray> inputs, List<INDArray> outputs) {
        return dilated()
                ? operations.plain(name, inputs, outputs, arguments)
                : operations.custom(name, inputs, outputs, arguments);
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

    @Override
    void learn(boolean inputWanted) {
        if (inputWanted) {
            learn.run();
        } else {
            learnFirst.run();
        }
    }

    @Override
    void weightsChanged() {
        if (phases != null) {
            phases.weightsChanged();
        }
    }
}
