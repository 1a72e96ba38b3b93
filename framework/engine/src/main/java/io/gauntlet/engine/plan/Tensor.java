package io.gauntlet.engine.plan;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What flows between two layers, for a block of samples.
 *
 * @param value {@code [block, shape...]}
 * @param gradient the gradient by it, of the same shape
 */
record Tensor(INDArray value, INDArray gradient) {
    static Tensor of(Arrays arrays, int block, long... shape) {
        long[] full = new long[shape.length + 1];
        full[0] = block;
        System.arraycopy(shape, 0, full, 1, shape.length);
        return new Tensor(arrays.zeros(full), arrays.zeros(full));
    }

    /** The same memory in another shape. */
    Tensor reshape(long... shape) {
        return new Tensor(value.reshape('c', shape), gradient.reshape('c', shape));
    }

    int block() {
        return (int) value.size(0);
    }
}
