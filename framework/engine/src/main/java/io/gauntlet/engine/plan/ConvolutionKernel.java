package io.gauntlet.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Operation;
import io.gauntlet.engine.backend.Operations;
import io.gauntlet.engine.backend.onednn.Convolutions;
import io.gauntlet.engine.backend.onednn.Prepared;
import io.gauntlet.engine.layout.Layer;

/** A convolution with its bias. */
final class ConvolutionKernel extends Kernel {
    private static final long CHANNELS_LAST = 1;
    private static final long WEIGHTS_YXIO = 0;
    /** With fewer, oneDNN's own input gradient is slow. */
    private static final int MANY_CHANNELS = 8;

    private final Arrays arrays;
    private final Layer.Convolution layer;
    private final Weights weights;
    private final long[] arguments;
    private final INDArray input;
    private final INDArray output;
    /** oneDNN's own, where its library is present. */
    private final Optional<Convolutions> convolutions;

    private final Operation forward;
    /** What follows changed weights. */
    private final List<Runnable> derived = new ArrayList<>();

    private Operation backward = () -> {};
    private Operation learn = () -> {};
    private Operation learnFirst = () -> {};

    ConvolutionKernel(Arrays arrays, Value input, Layer.Convolution layer, Weights weights, long[] outputShape) {
        this.arrays = arrays;
        this.layer = layer;
        this.weights = weights;
        this.input = input.array();
        output = arrays.zeros(Arrays.full(input.block(), outputShape));
        int height = (int) this.input.size(1);
        int width = (int) this.input.size(2);
        arguments = Padding.arguments(layer.name(), layer.window(), height, width, CHANNELS_LAST, WEIGHTS_YXIO);
        convolutions = arrays.primitives()
                .map(it -> new Convolutions(it, Padding.sliding(layer.window()), this.input, weights.weights()));
        INDArray bias = weights.bias();
        forward = prepared(convolutions.flatMap(it -> it.forward(bias, output)))
                .orElseGet(() -> operation(
                        "conv2d",
                        bias == null
                                ? List.of(this.input, weights.weights())
                                : List.of(this.input, weights.weights(), bias),
                        List.of(output)));
    }

    private Optional<Operation> prepared(Optional<Prepared> operation) {
        operation.ifPresent(it -> derived.add(it::weightsChanged));
        return operation.map(it -> it);
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
        INDArray gy = ofOutput.array();
        INDArray gx = arrays.like(input);
        backward = backward(gy, gx);
        INDArray gradient = weights.weightsGradient();
        if (gradient != null) {
            Optional<Operation> own = convolutions.flatMap(it -> it.learn(gy, gradient, weights.biasGradient()));
            if (own.isPresent()) {
                learnFirst = own.get();
                learn = () -> {
                    learnFirst.run();
                    backward.run();
                };
            } else {
                compileLearning(gy, gx, gradient);
            }
        }
        return List.of(new Gradient(gx, true));
    }

    private Operation backward(INDArray gy, INDArray gx) {
        if (input.size(3) >= MANY_CHANNELS) {
            Optional<Operation> own = prepared(convolutions.flatMap(it -> it.backward(gy, gx)));
            if (own.isPresent()) {
                return own.get();
            }
        }
        if (dilated()) {
            return general(gy, gx, arrays.like(weights.weights()));
        }
        PhaseGradient phases = new PhaseGradient(arrays, layer.window(), gy, gx, weights.weights());
        derived.add(phases::weightsChanged);
        return phases::run;
    }

    /** By libnd4j. */
    private void compileLearning(INDArray gy, INDArray gx, INDArray gradient) {
        Operation bias = biasGradient(gy);
        Operation both = general(gy, gx, gradient);
        learn = () -> {
            bias.run();
            both.run();
        };
        learnFirst = learn;
        if (FirstLayerGradient.fits(layer.window(), input)) {
            FirstLayerGradient first = new FirstLayerGradient(arrays, layer.window(), input, gy, gradient);
            learnFirst = () -> {
                bias.run();
                first.run();
            };
        }
    }

    /** Summing rows by a product with ones is ten times faster than a reduction. */
    private Operation biasGradient(INDArray gy) {
        INDArray sum = weights.biasGradient();
        if (sum == null) {
            return () -> {};
        }
        long channels = sum.length();
        long rows = gy.length() / channels;
        Operations operations = arrays.operations();
        return operations.product(
                arrays.ones(1, rows), false, gy.reshape('c', rows, channels), false, sum.reshape('c', 1, channels));
    }

    /** The gradients by input and weights together. */
    private Operation general(INDArray gy, INDArray gx, INDArray gradient) {
        return operation("conv2d_bp", List.of(input, weights.weights(), gy), List.of(gx, gradient));
    }

    private boolean dilated() {
        return layer.window().vertical().dilation() > 1
                || layer.window().horizontal().dilation() > 1;
    }

    /** oneDNN, as libnd4j calls it, refuses dilated convolutions. */
    private Operation operation(String name, List<INDArray> inputs, List<INDArray> outputs) {
        return dilated()
                ? arrays.operations().plain(name, inputs, outputs, arguments)
                : arrays.operations().custom(name, inputs, outputs, arguments);
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
        derived.forEach(Runnable::run);
    }
}
