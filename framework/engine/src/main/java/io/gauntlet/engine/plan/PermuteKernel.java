package io.gauntlet.engine.plan;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Operation;

/** Axes in another order. */
final class PermuteKernel extends Kernel {
    private final Arrays arrays;
    private final INDArray input;
    private final INDArray output;
    private final long[] inverse;
    private final Operation forward;
    private Operation backward = () -> {};

    /** @param axes of a sample, from 0 */
    PermuteKernel(Arrays arrays, Value input, int[] axes, long... outputShape) {
        this.arrays = arrays;
        this.input = input.array();
        output = arrays.zeros(Arrays.full(input.block(), outputShape));
        long[] order = new long[axes.length + 1];
        inverse = new long[order.length];
        for (int i = 0; i < axes.length; i++) {
            order[i + 1] = axes[i] + 1L;
            inverse[axes[i] + 1] = i + 1L;
        }
        forward = arrays.operations().custom("permute", List.of(this.input), List.of(output), order);
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
        backward = arrays.operations().custom("permute", List.of(ofOutput.array()), List.of(gx), inverse);
        return List.of(new Gradient(gx, true));
    }

    @Override
    void backward() {
        backward.run();
    }
}
