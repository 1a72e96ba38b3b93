package io.gauntlet.engine.plan;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.layout.Axis;
import io.gauntlet.engine.layout.Layer;

/**
 * Greatest or average value of each window, where libnd4j cannot: with any padding and dilation. Of equal values the
 * first is the greatest.
 */
final class WindowKernel extends Kernel {
    private final Arrays arrays;
    private final Layer.Pool layer;
    private final INDArray input;
    private final INDArray output;
    private final int height;
    private final int width;
    private final int channels;
    private final int rows;
    private final int columns;
    private final float[] x;
    private final float[] y;
    private final float[] dx;
    private final float[] dy;
    private INDArray gy;
    private INDArray gx;

    WindowKernel(Arrays arrays, Value input, Layer.Pool layer, long[] outputShape) {
        this.arrays = arrays;
        this.layer = layer;
        this.input = input.array();
        output = arrays.zeros(Arrays.full(input.block(), outputShape));
        height = (int) this.input.size(1);
        width = (int) this.input.size(2);
        channels = (int) this.input.size(3);
        rows = (int) outputShape[0];
        columns = (int) outputShape[1];
        x = new float[height * width * channels];
        y = new float[rows * columns * channels];
        dx = new float[x.length];
        dy = new float[y.length];
        gy = output;
        gx = this.input;
    }

    @Override
    INDArray output() {
        return output;
    }

    /** The greatest values say where the gradient goes. */
    @Override
    boolean outputFree() {
        return !layer.greatest();
    }

    /** Does something with a pixel that a window sees. */
    private interface Seen {
        void at(int from, int to);
    }

    private void windows(Seen seen) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                window(row, column, seen);
            }
        }
    }

    private void window(int row, int column, Seen seen) {
        Axis v = layer.window().vertical();
        Axis h = layer.window().horizontal();
        int to = (row * columns + column) * channels;
        for (int i = 0; i < v.kernel(); i++) {
            int above = row * v.stride() + i * v.dilation() - v.before();
            for (int j = 0; j < h.kernel() && above >= 0 && above < height; j++) {
                int left = column * h.stride() + j * h.dilation() - h.before();
                if (left >= 0 && left < width) {
                    seen.at((above * width + left) * channels, to);
                }
            }
        }
    }

    @Override
    void forward() {
        for (int n = 0; n < input.size(0); n++) {
            Memory.read(input, (long) n * x.length, x, 0, x.length);
            if (layer.greatest()) {
                java.util.Arrays.fill(y, Float.NEGATIVE_INFINITY);
                windows(this::keepGreater);
            } else {
                java.util.Arrays.fill(y, 0f);
                windows(this::add);
                divide(y);
            }
            Memory.write(y, 0, output, (long) n * y.length, y.length);
        }
    }

    private void keepGreater(int from, int to) {
        for (int c = 0; c < channels; c++) {
            y[to + c] = Math.max(y[to + c], x[from + c]);
        }
    }

    private void add(int from, int to) {
        for (int c = 0; c < channels; c++) {
            y[to + c] += x[from + c];
        }
    }

    /** Divides what belongs to each window by how many values the window has. */
    private void divide(float[] values) {
        Axis v = layer.window().vertical();
        Axis h = layer.window().horizontal();
        for (int row = 0; row < rows; row++) {
            int high = layer.countPadding() ? v.kernel() : v.seen(row, height);
            for (int column = 0; column < columns; column++) {
                float factor = 1f / (high * (layer.countPadding() ? h.kernel() : h.seen(column, width)));
                int at = (row * columns + column) * channels;
                for (int c = 0; c < channels; c++) {
                    values[at + c] *= factor;
                }
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
        for (int n = 0; n < input.size(0); n++) {
            Memory.read(gy, (long) n * dy.length, dy, 0, dy.length);
            java.util.Arrays.fill(dx, 0f);
            if (layer.greatest()) {
                Memory.read(input, (long) n * x.length, x, 0, x.length);
                Memory.read(output, (long) n * y.length, y, 0, y.length);
                windows(this::giveToGreatest);
            } else {
                divide(dy);
                windows(this::give);
            }
            Memory.write(dx, 0, gx, (long) n * dx.length, dx.length);
        }
    }

    private void giveToGreatest(int from, int to) {
        for (int c = 0; c < channels; c++) {
            if (x[from + c] == y[to + c]) {
                dx[from + c] += dy[to + c];
                // Only the first: the next equal one finds nothing left.
                dy[to + c] = 0f;
            }
        }
    }

    private void give(int from, int to) {
        for (int c = 0; c < channels; c++) {
            dx[from + c] += dy[to + c];
        }
    }
}
