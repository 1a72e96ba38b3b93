package io.gauntlet.engine.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How the values of a tensor lie in memory: in ONNX they are counted row by row over axes of these sizes; in memory
 * row by row over the same axes in another order.
 *
 * @param sizes the axes as ONNX counts them
 * @param order for each axis in memory, slowest first, which of them it is
 */
record Layout(long[] sizes, int[] order) {
    /** Of channels x height x width, lying as height x width x channels. */
    static final int[] CHANNELS_LAST = {1, 2, 0};

    /** As ONNX counts. */
    static Layout plain(long... sizes) {
        return new Layout(sizes, IntStream.range(0, sizes.length).toArray());
    }

    int length() {
        return Math.toIntExact(Arrays.stream(sizes).reduce(1, Math::multiplyExact));
    }

    /** The sizes in the order of memory. */
    long[] memory() {
        return IntStream.of(order).mapToLong(axis -> sizes[axis]).toArray();
    }

    /** Without axes of one value, and with axes that neighbour in both orders joined. */
    private Layout simple() {
        List<int[]> runs = new ArrayList<>();
        for (int axis : order) {
            if (sizes[axis] != 1) {
                int[] last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
                if (last != null && IntStream.range(last[1] + 1, axis).allMatch(i -> sizes[i] == 1) && axis > last[1]) {
                    last[1] = axis;
                } else {
                    runs.add(new int[] {axis, axis});
                }
            }
        }
        List<int[]> sorted = new ArrayList<>(runs);
        sorted.sort((a, b) -> Integer.compare(a[0], b[0]));
        long[] joined = new long[sorted.size()];
        for (int i = 0; i < joined.length; i++) {
            long product = 1;
            for (int axis = sorted.get(i)[0]; axis <= sorted.get(i)[1]; axis++) {
                product *= sizes[axis];
            }
            joined[i] = product;
        }
        return new Layout(joined, runs.stream().mapToInt(sorted::indexOf).toArray());
    }

    /** Whether every value lies where it lies in the other. */
    boolean same(Layout other) {
        Layout a = simple();
        Layout b = other.simple();
        return Arrays.equals(a.sizes, b.sizes) && Arrays.equals(a.order, b.order);
    }

    /** Whether values lie as ONNX counts them. */
    boolean plain() {
        return simple().order.length <= 1;
    }

    /** This layout over axes of another shape; empty when an axis of it is not one, or several, of these. */
    Optional<Layout> over(long[] shape) {
        if (plain()) {
            return Optional.of(plain(shape));
        }
        int[] here = IntStream.range(0, sizes.length).filter(i -> sizes[i] != 1).toArray();
        int[] there =
                IntStream.range(0, shape.length).filter(i -> shape[i] != 1).toArray();
        boolean equal = here.length == there.length
                && IntStream.range(0, here.length).allMatch(i -> sizes[here[i]] == shape[there[i]]);
        if (!equal) {
            return Optional.empty();
        }
        IntStream large = IntStream.of(order)
                .filter(axis -> sizes[axis] != 1)
                .map(axis -> there[Arrays.binarySearch(here, axis)]);
        IntStream ones = IntStream.range(0, shape.length).filter(i -> shape[i] == 1);
        return Optional.of(new Layout(shape, IntStream.concat(large, ones).toArray()));
    }

    /** Where each value, as ONNX counts them, lies in memory. */
    int[] places() {
        int[] places = new int[length()];
        long[] strides = new long[sizes.length];
        long stride = 1;
        for (int i = order.length - 1; i >= 0; i--) {
            strides[order[i]] = stride;
            stride *= sizes[order[i]];
        }
        int[] at = new int[sizes.length];
        long place = 0;
        for (int index = 0; index < places.length; index++) {
            places[index] = (int) place;
            for (int axis = sizes.length - 1; axis >= 0; axis--) {
                place += strides[axis];
                if (++at[axis] < sizes[axis]) {
                    break;
                }
                place -= strides[axis] * sizes[axis];
                at[axis] = 0;
            }
        }
        return places;
    }
}
