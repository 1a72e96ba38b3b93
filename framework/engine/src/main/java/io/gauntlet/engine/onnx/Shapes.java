package io.gauntlet.engine.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/** What the operations on shapes say, for constants and for what is computed alike. */
final class Shapes {
    /**
     * Which indices of an axis are kept.
     *
     * @param axis counted from the batch
     * @param indices in order
     */
    record Cut(int axis, int[] indices) {}

    private Shapes() {}

    /** The shape that a Reshape asks for. */
    static long[] target(Operation operation, long length, long... shape) {
        long[] target = operation.integers("shape", 1);
        if (target == null) {
            throw operation.unsupported("does not say its shape");
        }
        boolean zeros = operation.attributes().integer("allowzero", 0) != 0;
        long known = 1;
        int open = -1;
        for (int i = 0; i < target.length; i++) {
            if (target[i] == 0 && !zeros && i < shape.length) {
                target[i] = shape[i];
            }
            if (target[i] == -1 && open < 0) {
                open = i;
            } else if (target[i] < 0) {
                throw operation.unsupported("has the impossible shape " + Arrays.toString(target));
            } else {
                known = Math.multiplyExact(known, target[i]);
            }
        }
        if (open >= 0) {
            target[open] = known == 0 ? 0 : length / known;
            known *= target[open];
        }
        if (known != length) {
            throw operation.unsupported(
                    "gives " + Arrays.toString(shape) + " the shape " + Arrays.toString(target) + " of another length");
        }
        return target;
    }

    static long[] unsqueezed(Operation operation, long[] shape, long @Nullable [] axes) {
        if (axes == null) {
            throw operation.unsupported("does not say its axes");
        }
        Set<Integer> added = new TreeSet<>();
        for (long axis : axes) {
            added.add(operation.axis(axis, shape.length + axes.length));
        }
        long[] out = new long[shape.length + added.size()];
        int from = 0;
        for (int i = 0; i < out.length; i++) {
            out[i] = added.contains(i) ? 1 : shape[from++];
        }
        return out;
    }

    static long[] squeezed(Operation operation, long[] shape, long @Nullable [] axes) {
        Set<Integer> gone = new TreeSet<>();
        if (axes == null) {
            IntStream.range(0, shape.length).filter(i -> shape[i] == 1).forEach(gone::add);
        } else {
            for (long axis : axes) {
                gone.add(operation.axis(axis, shape.length));
            }
        }
        for (int axis : gone) {
            if (shape[axis] != 1) {
                throw operation.unsupported("squeezes an axis of " + shape[axis] + " values");
            }
        }
        return IntStream.range(0, shape.length)
                .filter(i -> !gone.contains(i))
                .mapToLong(i -> shape[i])
                .toArray();
    }

    /** The order of a Transpose: all axes turned around unless it says another. */
    static int[] order(Operation operation, int rank) {
        int[] order = operation
                .attributes()
                .integers(
                        "perm", IntStream.range(0, rank).map(i -> rank - 1 - i).toArray());
        int[] sorted = order.clone();
        Arrays.sort(sorted);
        if (!Arrays.equals(sorted, IntStream.range(0, rank).toArray())) {
            throw operation.unsupported("has the impossible order " + Arrays.toString(order));
        }
        return order;
    }

    /** Indices of a Gather, none negative. */
    static int[] indices(Operation operation, Constant at, long side) {
        long[] picked = at.integers();
        int[] indices = new int[picked.length];
        for (int i = 0; i < indices.length; i++) {
            long index = picked[i] < 0 ? picked[i] + side : picked[i];
            if (index < 0 || index >= side) {
                throw operation.unsupported("takes the index " + picked[i] + " of " + side);
            }
            indices[i] = (int) index;
        }
        return indices;
    }

    /** What a Slice keeps. */
    static List<Cut> cuts(Operation operation, long... shape) {
        long[] starts = operation.integers("starts", 1);
        long[] ends = operation.integers("ends", 2);
        long[] axes = operation.integers("axes", 3);
        long[] steps = operation.integers("steps", 4);
        if (starts == null || ends == null || starts.length != ends.length) {
            throw operation.unsupported("does not say what it keeps");
        }
        List<Cut> cuts = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            int axis = operation.axis(axes == null ? i : axes[i], shape.length);
            cuts.add(new Cut(axis, kept(operation, shape[axis], starts[i], ends[i], steps == null ? 1 : steps[i])));
        }
        return cuts;
    }

    private static int[] kept(Operation operation, long side, long start, long end, long wanted) {
        long step = Math.max(-(1L << 30), Math.min(1L << 30, wanted));
        if (step == 0 || side > 1 << 26) {
            throw operation.unsupported("has the step 0, or slices the batch");
        }
        long low = step > 0 ? 0 : -1;
        long high = step > 0 ? side : side - 1;
        long from = Math.max(step > 0 ? 0 : -1, Math.min(high, start < 0 ? start + side : start));
        long to = Math.max(low, Math.min(step > 0 ? side : side - 1, end < 0 ? Math.max(end, -side - 1) + side : end));
        long count = Math.max(0, step > 0 ? (to - from + step - 1) / step : (from - to - step - 1) / -step);
        int[] kept = new int[(int) count];
        for (int i = 0; i < count; i++) {
            kept[i] = (int) (from + i * step);
        }
        return kept;
    }
}
