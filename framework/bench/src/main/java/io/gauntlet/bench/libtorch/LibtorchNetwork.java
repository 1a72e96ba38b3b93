package io.gauntlet.bench.libtorch;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;

/** A network of libtorch operations, built from the words of the protocol, with random weights. */
final class LibtorchNetwork {
    private static final float SCALE = 0.05f;

    private final NDManager manager;
    private final boolean training;
    private final List<NDArray> parameters = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    /** One layer. What the last fork remembered comes beside its input. */
    private interface Step {
        NDArray apply(NDArray x, NDArray remembered);
    }

    /** A step that remembers its input. */
    private static final Step FORK = (x, remembered) -> x;

    /**
     * Builds one.
     *
     * @param manager owns its parameters
     * @param words its layers
     * @param training whether its parameters are to be differentiated
     */
    LibtorchNetwork(NDManager manager, List<String> words, boolean training) {
        this.manager = manager;
        this.training = training;
        for (String word : words) {
            String[] parts = word.split(":", -1);
            int[] numbers = new int[parts.length - 1];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = Integer.parseInt(parts[i + 1]);
            }
            steps.add(step(parts[0], numbers));
        }
    }

    /** Its trainable parameters. */
    List<NDArray> parameters() {
        return parameters;
    }

    /** The logits. */
    NDArray forward(NDArray x) {
        NDArray at = x;
        NDArray remembered = x;
        for (Step step : steps) {
            remembered = step == FORK ? at : remembered;
            at = step.apply(at, remembered);
        }
        return at;
    }

    private Step step(String kind, int[] numbers) {
        return switch (kind) {
            case "convolution" ->
                convolution(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5] == 1);
            case "dense" -> dense(numbers[0], numbers[1]);
            case "normalisation" -> normalisation(numbers[0]);
            case "maxpool" -> maxPool(new Shape(numbers[0], numbers[0]));
            case "relu" -> (x, remembered) -> Activation.relu(x);
            case "flatten" -> (x, remembered) -> x.reshape(x.getShape().get(0), -1);
            case "average" -> (x, remembered) -> Pool.globalAvgPool2d(x);
            case "fork" -> FORK;
            case "join" -> join(numbers);
            default -> throw new IllegalArgumentException("the layer " + kind + " is unknown");
        };
    }

    private Step convolution(int inputs, int outputs, int kernel, int stride, int padding, boolean biased) {
        NDArray weights = drawn(outputs, inputs, kernel, kernel);
        Shape strides = new Shape(stride, stride);
        Shape paddings = new Shape(padding, padding);
        Shape dilation = new Shape(1, 1);
        if (!biased) {
            return (x, remembered) -> Conv2d.conv2d(x, weights, null, strides, paddings, dilation, 1)
                    .singletonOrThrow();
        }
        NDArray bias = constant(0, outputs);
        return (x, remembered) ->
                Conv2d.conv2d(x, weights, bias, strides, paddings, dilation, 1).singletonOrThrow();
    }

    private Step dense(int inputs, int outputs) {
        NDArray weights = drawn(outputs, inputs);
        NDArray bias = constant(0, outputs);
        return (x, remembered) -> Linear.linear(x, weights, bias).singletonOrThrow();
    }

    private Step normalisation(int channels) {
        NDArray mean = manager.zeros(new Shape(channels));
        NDArray variance = manager.ones(new Shape(channels));
        NDArray scale = constant(1, channels);
        NDArray shift = constant(0, channels);
        return (x, remembered) -> BatchNorm.batchNorm(x, mean, variance, scale, shift, 1, 0.9f, 1e-5f, training)
                .singletonOrThrow();
    }

    private static Step maxPool(Shape window) {
        return (x, remembered) -> Pool.maxPool2d(x, window, window, new Shape(0, 0), false);
    }

    private Step join(int[] numbers) {
        if (numbers.length == 0) {
            return NDArray::add;
        }
        boolean biased = numbers[3] == 1;
        Step projection = convolution(numbers[0], numbers[1], 1, numbers[2], 0, biased);
        if (biased) {
            return (x, remembered) -> x.add(projection.apply(remembered, remembered));
        }
        Step norm = normalisation(numbers[1]);
        return (x, remembered) -> x.add(norm.apply(projection.apply(remembered, remembered), remembered));
    }

    private NDArray drawn(long... shape) {
        return parameter(manager.randomNormal(0, SCALE, new Shape(shape), DataType.FLOAT32));
    }

    private NDArray constant(float value, long length) {
        return parameter(manager.full(new Shape(length), value, DataType.FLOAT32));
    }

    private NDArray parameter(NDArray array) {
        array.setRequiresGradient(training);
        parameters.add(array);
        return array;
    }
}
