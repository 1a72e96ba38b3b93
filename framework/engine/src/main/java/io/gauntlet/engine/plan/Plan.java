package io.gauntlet.engine.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

import io.gauntlet.engine.backend.Backend;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.layout.Blueprint;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.ParameterLayout;

/**
 * A network compiled for blocks of a fixed number of samples. Write {@link #input}, run {@link #forward}, read
 * {@link #logits}; write {@link #logitsGradient}, run {@link #backward} as often as wanted, read
 * {@link #inputGradient}. Nothing is allocated while it runs. One thread at a time.
 */
public final class Plan implements AutoCloseable {
    private final Parameters parameters;
    private final int block;
    private final Arrays arrays = new Arrays();
    private final Tensor input;
    private final List<Kernel> kernels = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final @Nullable INDArray gradient;
    private long derivedFrom;

    /**
     * Compiles.
     *
     * @param block samples computed together
     * @param learning whether parameter gradients will be wanted
     */
    public Plan(Blueprint blueprint, Parameters parameters, int block, boolean learning) {
        this.parameters = parameters;
        this.block = block;
        derivedFrom = parameters.version();
        gradient = learning ? arrays.zeros(parameters.layout().count()) : null;
        input = Tensor.of(arrays, block, blueprint.shape());
        try {
            compile(blueprint);
        } catch (RuntimeException e) {
            arrays.close();
            throw e;
        }
    }

    private void compile(Blueprint blueprint) {
        List<long[]> shapes = blueprint.shapes();
        Tensor at = input;
        @Nullable INDArray mask = null;
        for (int i : order(blueprint.layers())) {
            Layer layer = blueprint.layers().get(i);
            if (layer instanceof Layer.Relu && mask == null) {
                mask = arrays.zeros(largest(shapes));
            }
            Kernel kernel = kernel(layer, i, at, shapes.get(i + 1), mask);
            kernels.add(kernel);
            names.add(layer.name());
            at = kernel.output();
        }
    }

    /** The positive part of the greatest value is the greatest positive part, and there are fewer of them. */
    private static List<Integer> order(List<Layer> layers) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            order.add(i);
            if (i > 0 && layers.get(i) instanceof Layer.Pool pool && pool.greatest()) {
                if (layers.get(i - 1) instanceof Layer.Relu) {
                    Collections.swap(order, i - 1, i);
                }
            }
        }
        return order;
    }

    private Kernel kernel(Layer layer, int index, Tensor at, long[] outputShape, @Nullable INDArray mask) {
        if (layer instanceof Layer.Convolution convolution) {
            return new ConvolutionKernel(arrays, at, convolution, weights(index), outputShape);
        } else if (layer instanceof Layer.Dense) {
            return new DenseKernel(arrays, at, weights(index));
        } else if (layer instanceof Layer.Pool pool) {
            return new PoolKernel(arrays, at, pool, outputShape);
        } else if (layer instanceof Layer.Scale scale) {
            return new ScaleKernel(arrays, at, scale.factor(), scale.term());
        } else if (layer instanceof Layer.Relu && mask != null) {
            return new ReluKernel(
                    arrays, at, mask.get(NDArrayIndex.interval(0, at.value().length())));
        }
        return new FlattenKernel(at);
    }

    private long largest(List<long[]> shapes) {
        long largest = 0;
        for (long[] shape : shapes) {
            long length = block;
            for (long side : shape) {
                length *= side;
            }
            largest = Math.max(largest, length);
        }
        return largest;
    }

    private Weights weights(int layer) {
        ParameterLayout layout = parameters.layout();
        ParameterLayout.Slot weights = layout.slot(layer, false).orElseThrow();
        ParameterLayout.Slot bias = layout.slot(layer, true).orElseThrow();
        return new Weights(
                parameters.view(weights),
                parameters.view(bias),
                gradient == null ? null : Parameters.view(gradient, weights),
                gradient == null ? null : Parameters.view(gradient, bias));
    }

    /** How many samples are computed together. */
    public int block() {
        return block;
    }

    /** {@code [block, shape...]}, to be written. */
    public INDArray input() {
        return input.value();
    }

    /** {@code [block, classes]}. */
    public INDArray logits() {
        return kernels.get(kernels.size() - 1).output().value();
    }

    /** The gradient by the logits, {@code [block, classes]}, to be written before each backward pass. */
    public INDArray logitsGradient() {
        return kernels.get(kernels.size() - 1).output().gradient();
    }

    /** {@code [block, shape...]}. */
    public INDArray inputGradient() {
        return input.gradient();
    }

    /** The gradient by all parameters, flat. @throws IllegalStateException when the plan does not learn */
    public INDArray parameterGradient() {
        if (gradient == null) {
            throw new IllegalStateException("This plan was compiled without parameter gradients.");
        }
        return gradient;
    }

    /** Computes the logits. */
    public void forward() {
        Backend.pin();
        for (Kernel kernel : kernels) {
            kernel.forward();
        }
    }

    /** Computes the gradient by the input at the last forward pass. */
    public void backward() {
        Backend.pin();
        if (derivedFrom != parameters.version()) {
            kernels.forEach(Kernel::weightsChanged);
            derivedFrom = parameters.version();
        }
        for (int i = kernels.size() - 1; i >= 0; i--) {
            kernels.get(i).backward();
        }
    }

    /** Computes the gradient by the parameters at the last forward pass. The gradient by the input is undefined after it. */
    public void learn() {
        Backend.pin();
        if (derivedFrom != parameters.version()) {
            kernels.forEach(Kernel::weightsChanged);
            derivedFrom = parameters.version();
        }
        for (int i = kernels.size() - 1; i >= 0; i--) {
            kernels.get(i).learn(i > 0);
        }
    }

    /** The first layer whose output is not finite after the last forward pass; empty when all are. */
    public Optional<String> firstNonFinite() {
        for (int i = 0; i < kernels.size(); i++) {
            if (!Memory.finite(kernels.get(i).output().value())) {
                return Optional.of(names.get(i));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        arrays.close();
    }
}
