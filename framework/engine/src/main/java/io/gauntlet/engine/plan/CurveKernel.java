package io.gauntlet.engine.plan;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Memory;

/** A {@link Curve} of each value, piece by piece through a small buffer that stays in the CPU's cache. */
final class CurveKernel extends Kernel {
    private static final int PIECE = 2048;

    private final Arrays arrays;
    private final Curve curve;
    private final INDArray input;
    private final INDArray output;
    private final float[] buffer = new float[PIECE];
    private final float[] known = new float[PIECE];
    private INDArray gy;
    private INDArray gx;

    CurveKernel(Arrays arrays, Value input, Curve curve) {
        this.arrays = arrays;
        this.curve = curve;
        this.input = input.array();
        output = curve.ofOutput() && input.free() ? this.input : arrays.like(this.input);
        gy = output;
        gx = output;
    }

    @Override
    INDArray output() {
        return output;
    }

    @Override
    boolean outputFree() {
        return !curve.ofOutput();
    }

    @Override
    void forward() {
        long length = input.length();
        for (long at = 0; at < length; at += PIECE) {
            int n = (int) Math.min(PIECE, length - at);
            Memory.read(input, at, buffer, 0, n);
            for (int i = 0; i < n; i++) {
                buffer[i] = curve.value(buffer[i]);
            }
            Memory.write(buffer, 0, output, at, n);
        }
    }

    @Override
    List<Gradient> differentiate(Gradient ofOutput) {
        gy = ofOutput.array();
        gx = ofOutput.exclusive() ? gy : arrays.like(input);
        return List.of(new Gradient(gx, true));
    }

    @Override
    void backward() {
        INDArray from = curve.ofOutput() ? output : input;
        long length = input.length();
        for (long at = 0; at < length; at += PIECE) {
            int n = (int) Math.min(PIECE, length - at);
            Memory.read(from, at, known, 0, n);
            Memory.read(gy, at, buffer, 0, n);
            for (int i = 0; i < n; i++) {
                buffer[i] *= curve.slope(known[i]);
            }
            Memory.write(buffer, 0, gx, at, n);
        }
    }
}
