package io.gauntlet.engine.plan;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Operation;
import io.gauntlet.engine.backend.Operations;
import io.gauntlet.engine.layout.Axis;
import io.gauntlet.engine.layout.Layer;

/** A convolution with its bias. */
final class ConvolutionKernel extends Kernel {
    private static final long CHANNELS_LAST = 1;
    private static final long WEIGHTS_YXIO = 0;

    private final Tensor output;
    private final Operation forward;
    /** Null where only libnd4j's general backward operation computes this convolution. */
    private final @Nullable PhaseGradient phases;

    private final @Nullable Operation general;
    private final @Nullable Operation learn;
    private final @Nullable Operation biasGradient;

    ConvolutionKernel(Arrays arrays, Tensor input, Layer.Convolution layer, Weights weights, long[] outputShape) {
        output = Tensor.of(arrays, input.block(), outputShape);
        int height = (int) input.value().size(1);
        int width = (int) input.value().size(2);
        long[] arguments = Padding.arguments(layer.name(), layer.window(), height, width, CHANNELS_LAST, WEIGHTS_YXIO);
        Operations operations = arrays.operations();
        forward = operations.custom(
                "conv2d",
                List.of(input.value(), weights.weights(), weights.bias()),
                List.of(output.value()),
                arguments);
        if (phased(layer.window().vertical()) && phased(layer.window().horizontal())) {
            phases = new PhaseGradient(arrays, layer.window(), input, output, weights.weights());
            general = null;
        } else {
            phases = null;
            general = both(
                    arrays,
                    input,
                    weights.weights(),
                    arrays.zeros(weights.weights().shape()),
                    arguments);
        }
        INDArray gradient = weights.weightsGradient();
        INDArray sum = weights.biasGradient();
        if (gradient == null || sum == null) {
            learn = null;
            biasGradient = null;
        } else {
            learn = both(arrays, input, weights.weights(), gradient, arguments);
            long channels = sum.length();
            long rows = output.gradient().length() / channels;
            biasGradient = operations.product(
                    arrays.ones(1, rows),
                    false,
                    output.gradient().reshape('c', rows, channels),
                    false,
                    sum.reshape('c', 1, channels));
        }
    }

    private static boolean phased(Axis axis) {
        return axis.dilation() == 1;
    }

    /** The gradients by input and weights together. */
    private Operation both(Arrays arrays, Tensor input, INDArray weights, INDArray gradient, long[] arguments) {
        return arrays.operations()
                .custom(
                        "conv2d_bp",
                        List.of(input.value(), weights, output.gradient()),
                        List.of(input.gradient(), gradient),
                        arguments);
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
        if (phases != null) {
            phases.run();
        } else if (general != null) {
            general.run();
        }
    }

    @Override
    void learn(boolean inputWanted) {
        if (learn != null && biasGradient != null) {
            learn.run();
            biasGradient.run();
        }
    }

    @Override
    void weightsChanged() {
        if (phases != null) {
            phases.weightsChanged();
        }
    }
}
