package io.gauntlet.engine.network;

import java.util.LinkedHashMap;
import java.util.Map;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Views of the first rows of an array, kept because making one costs as much as a small operation. */
public final class RowViews {
    private static final int KEPT = 256;

    private final INDArray array;
    private final Map<Integer, INDArray> views = new LinkedHashMap<>();

    /** Views of an array of any number of rows. */
    public RowViews(INDArray array) {
        this.array = array;
    }

    /** The first {@code rows} rows, sharing memory; the array itself when that is all. */
    public INDArray first(int rows) {
        if (rows == array.size(0)) {
            return array;
        }
        if (views.size() > KEPT) {
            views.clear();
        }
        return views.computeIfAbsent(rows, n -> rows(array, 0, n));
    }

    /** The rows {@code from} to {@code to} of an array, sharing memory. */
    public static INDArray rows(INDArray array, int from, int to) {
        long[] shape = array.shape().clone();
        shape[0] = (long) to - from;
        // One row would lose its first dimension.
        return array.get(NDArrayIndex.interval(from, to)).reshape('c', shape);
    }
}
