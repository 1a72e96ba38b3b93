package io.gauntlet.engine.model;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.network.RowViews;

/** A reused array for batches of any size: it grows and never shrinks. */
final class BatchArray implements AutoCloseable {
    private final long[] shape;
    private @Nullable INDArray array;
    private @Nullable RowViews views;

    /** @param shape of one row */
    BatchArray(long... shape) {
        this.shape = shape.clone();
    }

    /** How many values a row has. */
    long rowLength() {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** {@code [n, shape...]}, with whatever values are in it. */
    INDArray rows(int n) {
        if (array == null || views == null || array.size(0) < n) {
            close();
            long[] full = new long[shape.length + 1];
            full[0] = n;
            System.arraycopy(shape, 0, full, 1, shape.length);
            array = Memory.zeros(full);
            views = new RowViews(array);
        }
        return views.first(n);
    }

    /** Copies rows of this shape in. */
    INDArray keep(INDArray rows) {
        INDArray into = rows((int) rows.size(0));
        Memory.copy(Memory.plainOf(rows), 0, into, 0, rows.length());
        return into;
    }

    @Override
    public void close() {
        if (array != null) {
            array.close();
        }
        array = null;
        views = null;
    }
}
