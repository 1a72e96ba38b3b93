package io.gauntlet.engine.plan;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Memory;

/** Zeros around a picture, which are written once. */
final class PadKernel extends Kernel {
    private final Arrays arrays;
    private final INDArray input;
    private final INDArray output;
    private final int top;
    private final int left;
    private INDArray gy;
    private INDArray gx;

    PadKernel(Arrays arrays, Value input, int top, int left, long... outputShape) {
        this.arrays = arrays;
        this.input = input.array();
        this.top = top;
        this.left = left;
        output = arrays.zeros(Arrays.full(input.block(), outputShape));
        gy = output;
        gx = this.input;
    }

    @Override
    INDArray output() {
        return output;
    }

    /** What is written over the zeros would stay there. */
    @Override
    boolean outputFree() {
        return false;
    }

    @Override
    void forward() {
        copy(input, output, true);
    }

    @Override
    List<Gradient> differentiate(Gradient ofOutput) {
        gy = ofOutput.array();
        gx = arrays.like(input);
        return List.of(new Gradient(gx, true));
    }

    @Override
    void backward() {
        copy(gx, gy, false);
    }

    /** Copies between the picture and its place in the padded one. */
    private void copy(INDArray picture, INDArray padded, boolean in) {
        long height = picture.size(1);
        long row = picture.size(2) * picture.size(3);
        long paddedRow = padded.size(2) * padded.size(3);
        for (long n = 0; n < picture.size(0); n++) {
            for (long y = 0; y < height; y++) {
                long from = (n * height + y) * row;
                long to = (n * padded.size(1) + top + y) * paddedRow + left * padded.size(3);
                if (in) {
                    Memory.copy(picture, from, padded, to, row);
                } else {
                    Memory.copy(padded, to, picture, from, row);
                }
            }
        }
    }
}
