package io.gauntlet.engine.plan;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Operation;
import io.gauntlet.engine.backend.Operations;

/** A linear map: matrix products throughout, also for the bias gradient, where summing is ten times slower. */
final class DenseKernel extends Kernel {
    private final Tensor output;
    private final Operation product;
    private final Operation bias;
    private final Operation backward;
    private final @Nullable Operation weightsGradient;
    private final @Nullable Operation biasGradient;

    DenseKernel(Arrays arrays, Tensor input, Weights weights) {
        int block = input.block();
        long outputs = weights.bias().length();
        output = Tensor.of(arrays, block, outputs);
        Operations operations = arrays.operations();
        product = operations.product(input.value(), false, weights.weights(), false, output.value());
        bias = operations.custom("biasadd", List.of(output.value(), weights.bias()), List.of(output.value()));
        backward = operations.product(output.gradient(), false, weights.weights(), true, input.gradient());
        INDArray gradient = weights.weightsGradient();
        INDArray sum = weights.biasGradient();
        if (gradient == null || sum == null) {
            weightsGradient = null;
            biasGradient = null;
        } else {
            weightsGradient = operations.product(input.value(), true, output.gradient(), false, gradient);
            biasGradient = operations.product(
                    arrays.ones(1, block), false, output.gradient(), false, sum.reshape('c', 1, outputs));
        }
    }

    @Override
    Tensor output() {
        return output;
    }

    @Override
    void forward() {
        product.run();
        bias.run();
    }

    @Override
    void backward() {
        backward.run();
    }

    @Override
    void learn(boolean inputWanted) {
        if (weightsGradient != null && biasGradient != null) {
            weightsGradient.run();
            biasGradient.run();
        }
        super.learn(inputWanted);
    }
}
