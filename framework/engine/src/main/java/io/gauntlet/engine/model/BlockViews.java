package io.gauntlet.engine.model;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.network.RowViews;

/**
 * The blocks of a batch as views. An attack hands in the same array again and again: its views are kept, since making
 * one costs as much as a small operation and leaves native memory to the garbage collector.
 */
final class BlockViews {
    private final Map<Integer, INDArray> views = new HashMap<>();
    private @Nullable INDArray batch;

    /** The rows {@code from} to {@code to}, contiguous in c-order. */
    INDArray rows(INDArray x, int from, int to) {
        if (from == 0 && to == x.size(0)) {
            return Memory.plainOf(x);
        }
        if (!Memory.plain(x)) {
            return Memory.plainOf(RowViews.rows(x, from, to));
        }
        if (batch != x) {
            views.clear();
            batch = x;
        }
        // The number of rows of an array never changes, so that where a block begins tells where it ends.
        return views.computeIfAbsent(from, start -> RowViews.rows(x, start, to));
    }
}
