package io.gauntlet.engine.plan;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Operation;
import io.gauntlet.engine.layout.Axis;
import io.gauntlet.engine.layout.Layer;

/** A convolution of each channel for itself. */
final class DepthwiseKernel extends Kernel {
    private static final long CHANNELS_LAST = 1;
    private static final long WEIGHTS_YXIO = 0;
    /** Where padding and mode stand among the arguments. */
    private static final int PADDING = 4;

    private static final int MODE = 8;

    private final Arrays arrays;
    private final Layer.Convolution layer;
    private final Weights weights;
    private final INDArray input;
    private final INDArray filters;
    private final INDArray output;
    private final long[] arguments;
    private final Operation forward;
    private Operation backward = () -> {};
    private Operation learn = () -> {};
    /** Null where only libnd4j's general backward operation computes this convolution. */
    private @Nullable DerivedWeights turned;

    private Operation biasGradient = () -> {};

    DepthwiseKernel(Arrays arrays, Value input, Layer.Convolution layer, Weights weights, long[] outputShape) {
        this.arrays = arrays;
        this.layer = layer;
        this.weights = weights;
        this.input = input.array();
        output = arrays.zeros(Arrays.full(input.block(), outputShape));
        filters = perChannel(weights.weights());
        int height = (int) this.input.size(1);
        int width = (int) this.input.size(2);
        arguments = Padding.arguments(layer.name(), layer.window(), height, width, CHANNELS_LAST, WEIGHTS_YXIO);
        forward = operation("depthwise_conv2d", withBias(this.input, filters), List.of(output), arguments);
    }

    /** {@code [height, width, 1, channels * each]} as {@code [height, width, channels, each]}. */
    private INDArray perChannel(INDArray array) {
        long channels = input.size(3);
        return array.reshape('c', array.size(0), array.size(1), channels, array.size(3) / channels);
    }

    private List<INDArray> withBias(INDArray... inputs) {
        List<INDArray> all = new ArrayList<>(List.of(inputs));
        INDArray bias = weights.bias();
        if (bias != null) {
            all.add(bias);
        }
        return all;
    }

    private Operation operation(String name, List<INDArray> inputs, List<INDArray> outputs, long[] numbers) {
        boolean dilated = layer.window().vertical().dilation() > 1
                || layer.window().horizontal().dilation() > 1;
        return dilated
                ? arrays.operations().plain(name, inputs, outputs, numbers)
                : arrays.operations().custom(name, inputs, outputs, numbers);
    }

    @Override
    INDArray output() {
        return output;
    }

    @Override
    void forward() {
        forward.run();
    }

    /** Whether the input gradient is a depthwise convolution too: with one filter for each channel and stride 1. */
    private boolean turns() {
        return filters.size(3) == 1
                && turns(layer.window().vertical(), (int) input.size(1))
                && turns(layer.window().horizontal(), (int) input.size(2));
    }

    private static boolean turns(Axis axis, int size) {
        return axis.stride() == 1 && axis.symmetric(size) && axis.before() < axis.extent();
    }

    /** The convolution of the gradient with turned filters: more than twenty times faster than libnd4j's own. */
    private Operation turned(INDArray gy, INDArray gx) {
        INDArray other = arrays.like(filters);
        int[] source = new int[(int) filters.length()];
        int channels = (int) filters.size(2);
        for (int i = 0; i < source.length; i++) {
            source[i] = source.length - channels - i / channels * channels + i % channels;
        }
        DerivedWeights derived = new DerivedWeights(filters, other, source);
        derived.refresh();
        turned = derived;
        long[] numbers = arguments.clone();
        numbers[PADDING] = layer.window().vertical().extent()
                - 1L
                - layer.window().vertical().before();
        numbers[PADDING + 1] = layer.window().horizontal().extent()
                - 1L
                - layer.window().horizontal().before();
        numbers[MODE] = 0;
        return operation("depthwise_conv2d", List.of(gy, other), List.of(gx), numbers);
    }

    @Override
    List<Gradient> differentiate(Gradient ofOutput) {
        INDArray gy = ofOutput.array();
        INDArray gx = arrays.like(input);
        INDArray gradient = weights.weightsGradient();
        INDArray into = gradient == null ? arrays.like(filters) : perChannel(gradient);
        learn = operation("depthwise_conv2d_bp", List.of(input, filters, gy), List.of(gx, into), arguments);
        backward = turns() ? turned(gy, gx) : learn;
        INDArray sum = weights.biasGradient();
        if (sum != null) {
            long channels = sum.length();
            long rows = gy.length() / channels;
            biasGradient = arrays.operations()
                    .product(
                            arrays.ones(1, rows),
                            false,
                            gy.reshape('c', rows, channels),
                            false,
                            sum.reshape('c', 1, channels));
        }
        return List.of(new Gradient(gx, true));
    }

    @Override
    void backward() {
        backward.run();
    }

    @Override
    void learn(boolean inputWanted) {
        biasGradient.run();
        learn.run();
    }

    @Override
    void weightsChanged() {
        if (turned != null) {
            turned.refresh();
        }
    }
}
