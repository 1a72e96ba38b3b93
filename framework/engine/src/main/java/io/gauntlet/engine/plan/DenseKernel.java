package io.gauntlet.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Operation;
import io.gauntlet.engine.backend.Operations;
import io.gauntlet.engine.backend.onednn.Prepared;
import io.gauntlet.engine.backend.onednn.Products;

/** A linear map: matrix products throughout, also for the bias gradient, where summing is ten times slower. */
final class DenseKernel extends Kernel {
    private static final Operation NOTHING = () -> {};

    private final Arrays arrays;
    private final Weights weights;
    private final INDArray input;
    private final INDArray output;
    private final Optional<Products> products;
    private final Operation forward;
    /** What follows changed weights. */
    private final List<Runnable> derived = new ArrayList<>();

    private Operation backward = NOTHING;
    private Operation weightsGradient = NOTHING;
    private Operation biasGradient = NOTHING;

    DenseKernel(Arrays arrays, Value input, Weights weights) {
        this.arrays = arrays;
        this.weights = weights;
        this.input = input.array();
        output = arrays.zeros(input.block(), weights.weights().size(1));
        // Weights that are learned change too often to be rearranged.
        boolean fixed = weights.weightsGradient() == null;
        products = arrays.primitives().map(it -> new Products(it, weights.weights(), fixed));
        forward = prepared(products.flatMap(it -> it.forward(this.input, weights.bias(), output)))
                .orElseGet(this::product);
    }

    private Optional<Operation> prepared(Optional<Prepared> operation) {
        operation.ifPresent(it -> derived.add(it::weightsChanged));
        return operation.map(it -> it);
    }

    private Operation product() {
        Operations operations = arrays.operations();
        Operation product = operations.product(input, false, weights.weights(), false, output);
        INDArray added = weights.bias();
        if (added == null) {
            return product;
        }
        Operation bias = operations.custom("biasadd", List.of(output, added), List.of(output));
        return () -> {
            product.run();
            bias.run();
        };
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
        Operations operations = arrays.operations();
        backward = prepared(products.flatMap(it -> it.backward(gy, gx)))
                .orElseGet(() -> operations.product(gy, false, weights.weights(), true, gx));
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

    @Override
    void weightsChanged() {
        derived.forEach(Runnable::run);
    }
}
