package io.gauntlet.engine.plan;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Operation;
import io.gauntlet.engine.backend.Operations;

/** A linear map: matrix products throughout, also for the bias gradient, where summing is ten times slower. */
final class DenseKernel extends Kernel {
    private static final Operation NOTHING = () -> {};

    private final Arrays arrays;
    private final Weights weights;
    private final INDArray input;
    private final INDArray output;
    private final Operation product;
    private final Operation bias;
    private Operation backward = NOTHING;
    private Operation weightsGradient = NOTHING;
    private Operation biasGradient = NOTHING;

    DenseKernel(Arrays arrays, Value input, Weights weights) {
        this.arrays = arrays;
        this.weights = weights;
        this.input = input.array();
        output = arrays.zeros(input.block(), weights.weights().size(1));
        Operations operations = arrays.operations();
        product = operations.product(this.input, false, weights.weights(), false, output);
        INDArray added = weights.bias();
        bias = added == null ? NOTHING : operations.custom("biasadd", List.of(output, added), List.of(output));
    }

    @Override
    INDArray output() {
        return output;
    }

    @Override
    void forward() {
        product.run();
        bias.run();
    }

    @Override
    List<Gradient> differentiate(Gradient ofOutput) {
        INDArray gy = ofOutput.array();
        INDArray gx = arrays.like(input);
        Operations operations = arrays.operations();
        backward = operations.product(gy, false, weights.weights(), true, gx);
        INDArray gradient = weights.weightsGradient();
        if (gradient != null) {
            weightsGradient = operations.product(input, true, gy, false, gradient);
        }
        INDArray sum = weights.biasGradient();
        if (sum != null) {
            biasGradient =
                    operations.product(arrays.ones(1, gy.size(0)), false, gy, false, sum.reshape('c', 1, sum.length()));
        }
        return List.of(new Gradient(gx, true));
    }

    @Override
    void backward() {
        backward.run();
    }

    @Override
    void learn(boolean inputWanted) {
        weightsGradient.run();
        biasGradient.run();
        super.learn(inputWanted);
    }
}
