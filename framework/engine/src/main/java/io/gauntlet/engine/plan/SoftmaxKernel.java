package io.gauntlet.engine.plan;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Memory;

/** The softmax over the last axis. */
final class SoftmaxKernel extends Kernel {
    private final Arrays arrays;
    private final INDArray input;
    private final INDArray output;
    private final int width;
    private final float[] row;
    private final float[] gradient;
    private INDArray gy;
    private INDArray gx;

    SoftmaxKernel(Arrays arrays, Value input) {
        this.arrays = arrays;
        this.input = input.array();
        output = input.free() ? this.input : arrays.like(this.input);
        width = (int) output.size(output.rank() - 1);
        row = new float[width];
        gradient = new float[width];
        gy = output;
        gx = output;
    }

    @Override
    INDArray output() {
        return output;
    }

    @Override
    boolean outputFree() {
        return false;
    }

    @Override
    void forward() {
        for (long at = 0; at < input.length(); at += width) {
            Memory.read(input, at, row, 0, width);
            float greatest = row[0];
            for (float value : row) {
                greatest = Math.max(greatest, value);
            }
            double sum = 0;
            for (int i = 0; i < width; i++) {
                row[i] = Elementary.decay(row[i] - greatest);
                sum += row[i];
            }
            float factor = (float) (1 / sum);
            for (int i = 0; i < width; i++) {
                row[i] *= factor;
            }
            Memory.write(row, 0, output, at, width);
        }
    }

    @Override
    List<Gradient> differentiate(Gradient ofOutput) {
        gy = ofOutput.array();
        gx = arrays.like(input);
        return List.of(new Gradient(gx, true));
    }

    @Override
    void backward() {
        for (long at = 0; at < output.length(); at += width) {
            Memory.read(output, at, row, 0, width);
            Memory.read(gy, at, gradient, 0, width);
            double mean = 0;
            for (int i = 0; i < width; i++) {
                mean += row[i] * gradient[i];
            }
            for (int i = 0; i < width; i++) {
                gradient[i] = (float) (row[i] * (gradient[i] - mean));
            }
            Memory.write(gradient, 0, gx, at, width);
        }
    }
}
