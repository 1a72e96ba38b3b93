package io.gauntlet.engine.plan;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Memory;

/** Copies between an array and the parts of its last axis. libnd4j would need strided views, which it gets wrong. */
final class Channels {
    private static final int PIECE = 4096;

    private final INDArray whole;
    private final List<INDArray> parts;
    private final int width;
    private final int rows;
    private final float[] wide;
    private final float[] narrow;

    /** @param parts of the whole's last axis, in order */
    Channels(INDArray whole, List<INDArray> parts) {
        this.whole = whole;
        this.parts = parts;
        width = (int) whole.size(whole.rank() - 1);
        rows = Math.max(1, PIECE / width);
        wide = new float[rows * width];
        narrow = new float[rows * width];
    }

    /** Writes the parts from the whole. */
    void split() {
        long all = whole.length() / width;
        for (long at = 0; at < all; at += rows) {
            int n = (int) Math.min(rows, all - at);
            Memory.read(whole, at * width, wide, 0, n * width);
            int first = 0;
            for (INDArray part : parts) {
                int own = (int) part.size(part.rank() - 1);
                for (int i = 0; i < n; i++) {
                    System.arraycopy(wide, i * width + first, narrow, i * own, own);
                }
                Memory.write(narrow, 0, part, at * own, n * own);
                first += own;
            }
        }
    }

    /** Writes the whole from the parts. */
    void join() {
        long all = whole.length() / width;
        for (long at = 0; at < all; at += rows) {
            int n = (int) Math.min(rows, all - at);
            int first = 0;
            for (INDArray part : parts) {
                int own = (int) part.size(part.rank() - 1);
                Memory.read(part, at * own, narrow, 0, n * own);
                for (int i = 0; i < n; i++) {
                    System.arraycopy(narrow, i * own, wide, i * width + first, own);
                }
                first += own;
            }
            Memory.write(wide, 0, whole, at * width, n * width);
        }
    }
}
