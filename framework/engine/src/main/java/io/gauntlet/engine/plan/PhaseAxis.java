package io.gauntlet.engine.plan;

import io.gauntlet.engine.layout.Axis;

/**
 * One axis of an input gradient computed as a convolution of the output gradient.
 *
 * <p>Input position {@code r = phases * m + a} (a is its phase) receives {@code gy[o] * w[t]} for
 * {@code o * stride + t - before = r}. With phases a multiple of the stride, {@code o = step * m + d} with
 * {@code step = phases / stride} and {@code t = a + before - stride * d}: a convolution of gy over m with stride
 * {@code step}, taps d and one output channel for each phase, whose outputs then are interleaved.
 *
 * @param phases how many neighbouring input positions one output position computes
 * @param step the convolution's stride
 * @param firstTap the least d
 * @param taps how many d there are: the convolution's kernel
 * @param padding zeros on both sides of gy
 * @param skip leading output positions to leave out
 * @param positions how many output positions there are in all
 * @param same whether libnd4j's mode "same" pads as needed, without anything to leave out
 */
record PhaseAxis(
        Axis axis,
        int size,
        int phases,
        int step,
        int firstTap,
        int taps,
        int padding,
        int skip,
        int positions,
        boolean same) {
    /**
     * Plans the gradient along an axis.
     *
     * @param axis without dilation
     * @param size how many input positions
     * @param phases a multiple of the stride
     */
    static PhaseAxis of(Axis axis, int size, int phases) {
        int out = axis.positions(size);
        int k = axis.kernel();
        int s = axis.stride();
        int p = axis.before();
        int step = phases / s;
        int first = Math.min(0, -Math.floorDiv(k - 1 - p, s));
        int taps = Math.floorDiv(phases - 1 + p, s) - first + 1;
        // Positions beyond the last window have no gradient.
        int useful = Math.min(size, (out - 1) * s + k - p);
        int wanted = (useful + phases - 1) / phases;
        int left = -first;
        int right = Math.max(0, step * (wanted - 1) + first + taps - out);
        int total = Math.max((wanted - 1) * step + taps - out, 0);
        boolean same = wanted == (out + step - 1) / step && total / 2 == left;
        int padding = Math.max(left, right);
        while ((padding - left) % step != 0) {
            padding++;
        }
        int positions = (out + 2 * padding - taps) / step + 1;
        return new PhaseAxis(axis, size, phases, step, first, taps, padding, (padding - left) / step, positions, same);
    }

    /** The same with libnd4j's mode "same". */
    PhaseAxis asSame() {
        int out = axis.positions(size);
        return new PhaseAxis(axis, size, phases, step, firstTap, taps, 0, 0, (out + step - 1) / step, true);
    }

    /** Which weight a phase sees at a tap, or -1. */
    int source(int phase, int tap) {
        int t = phase + axis.before() - axis.stride() * (firstTap + tap);
        return t >= 0 && t < axis.kernel() ? t : -1;
    }

    /** Whether the interleaved outputs are the input positions, nothing to cut and nothing missing. */
    boolean exact() {
        return skip == 0 && positions * phases == size;
    }

    /** How many input positions the outputs cover; the others have no gradient. */
    int covered() {
        return Math.min(size, (positions - skip) * phases);
    }
}
