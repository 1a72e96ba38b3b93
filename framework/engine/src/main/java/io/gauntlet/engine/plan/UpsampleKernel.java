package io.gauntlet.engine.plan;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Memory;

/** Each pixel repeated. */
final class UpsampleKernel extends Kernel {
    private final Arrays arrays;
    private final INDArray input;
    private final INDArray output;
    private final int vertical;
    private final int horizontal;
    private final int channels;
    private final float[] row;
    private final float[] wide;
    private INDArray gy;
    private INDArray gx;

    UpsampleKernel(Arrays arrays, Value input, int vertical, int horizontal, long... outputShape) {
        this.arrays = arrays;
        this.input = input.array();
        this.vertical = vertical;
        this.horizontal = horizontal;
        output = arrays.zeros(Arrays.full(input.block(), outputShape));
        channels = (int) output.size(3);
        row = new float[(int) this.input.size(2) * channels];
        wide = new float[row.length * horizontal];
        gy = output;
        gx = this.input;
    }

    @Override
    INDArray output() {
        return output;
    }

    @Override
    void forward() {
        long rows = input.length() / row.length;
        for (long y = 0; y < rows; y++) {
            Memory.read(input, y * row.length, row, 0, row.length);
            int to = 0;
            for (int from = 0; from < row.length; from += channels) {
                for (int k = 0; k < horizontal; k++) {
                    System.arraycopy(row, from, wide, to, channels);
                    to += channels;
                }
            }
            for (int k = 0; k < vertical; k++) {
                Memory.write(wide, 0, output, (y * vertical + k) * wide.length, wide.length);
            }
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
        long rows = gx.length() / row.length;
        for (long y = 0; y < rows; y++) {
            java.util.Arrays.fill(row, 0f);
            for (int k = 0; k < vertical; k++) {
                Memory.read(gy, (y * vertical + k) * wide.length, wide, 0, wide.length);
                addUp();
            }
            Memory.write(row, 0, gx, y * row.length, row.length);
        }
    }

    /** Adds a row of the output to the pixels that it repeats. */
    private void addUp() {
        int from = 0;
        for (int to = 0; to < row.length; to += channels) {
            for (int k = 0; k < horizontal; k++) {
                for (int c = 0; c < channels; c++) {
                    row[to + c] += wide[from + c];
                }
                from += channels;
            }
        }
    }
}
