package io.gauntlet.engine.backend.onednn;

/**
 * How a window slides over a picture: vertically, horizontally.
 *
 * @param strideY how far it moves, at least 1
 * @param strideX likewise
 * @param dilationY the distance between the values it sees, 1 for neighbours
 * @param dilationX likewise
 * @param beforeY zeros added before the first row
 * @param beforeX zeros added before the first column
 */
public record Sliding(int strideY, int strideX, int dilationY, int dilationX, int beforeY, int beforeX) {
    long[] strides() {
        return new long[] {strideY, strideX};
    }

    /** oneDNN counts the values between. */
    long[] gaps() {
        return new long[] {dilationY - 1L, dilationX - 1L};
    }

    long[] before() {
        return new long[] {beforeY, beforeX};
    }

    /** The zeros after the last row and column with which there are so many positions. Negative when values are left over. */
    long[] after(long[] kernel, long[] size, long[] positions) {
        return new long[] {
            (positions[0] - 1) * strideY + (kernel[0] - 1) * dilationY + 1 - size[0] - beforeY,
            (positions[1] - 1) * strideX + (kernel[1] - 1) * dilationX + 1 - size[1] - beforeX
        };
    }

    /** Whether neighbouring positions are neighbouring values, and nothing lies between. */
    boolean dense() {
        return strideY == 1 && strideX == 1 && dilationY == 1 && dilationX == 1;
    }
}
