package io.gauntlet.engine.layout;

/**
 * How a window moves along one axis of a picture.
 *
 * @param kernel its length
 * @param stride how far it moves, at least 1
 * @param before zeros added before the first value
 * @param after zeros added after the last value
 * @param dilation the distance between the values it sees, 1 for neighbours
 */
public record Axis(int kernel, int stride, int before, int after, int dilation) {
    /** Checks ranges. @throws IllegalArgumentException naming the values */
    public Axis {
        if (kernel < 1 || stride < 1 || before < 0 || after < 0 || dilation < 1) {
            throw new IllegalArgumentException("A window of length " + kernel + ", stride " + stride + ", padding "
                    + before + " and " + after + ", dilation " + dilation + " is not possible.");
        }
    }

    /** A window that moves over nothing but the values. */
    public static Axis valid(int kernel, int stride) {
        return new Axis(kernel, stride, 0, 0, 1);
    }

    /** A window padded so that there are size / stride positions, rounded up; the odd zero goes after. */
    public static Axis same(int kernel, int stride, int dilation, int size) {
        int positions = (size + stride - 1) / stride;
        int total = Math.max((positions - 1) * stride + (kernel - 1) * dilation + 1 - size, 0);
        return new Axis(kernel, stride, total / 2, total - total / 2, dilation);
    }

    /** How many positions there are over {@code size} values; less than 1 when it does not fit. */
    public int positions(int size) {
        return Math.floorDiv(size + before + after - extent(), stride) + 1;
    }

    /** How many values it spans. */
    public int extent() {
        return (kernel - 1) * dilation + 1;
    }

    /** Whether as many zeros before as after give the same result. */
    public boolean symmetric(int size) {
        return new Axis(kernel, stride, before, before, dilation).positions(size) == positions(size);
    }

    /** Whether it is {@link #same} for this size, and the windows leave no value out at the end, as then modes differ. */
    public boolean isSame(int size) {
        Axis same = same(kernel, stride, dilation, size);
        int positions = positions(size);
        return same.before == before
                && same.positions(size) == positions
                && (positions - 1) * stride + extent() >= size;
    }

    /** Whether each position sees one of {@code size} values at least, not only padding. */
    public boolean sees(int size) {
        for (int position = 0; position < positions(size); position++) {
            if (seen(position, size) == 0) {
                return false;
            }
        }
        return true;
    }

    /** How many of {@code size} values a position sees. */
    public int seen(int position, int size) {
        int count = 0;
        for (int i = 0; i < kernel; i++) {
            int at = position * stride + i * dilation - before;
            count += at >= 0 && at < size ? 1 : 0;
        }
        return count;
    }
}
