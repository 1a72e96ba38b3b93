package io.gauntlet.api.model;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.RowDraws;

/**
 * One step of a defended model: a transformation or a network. Arrays are float, {@code [n, shape...]}, contiguous in
 * c-order, any n. Results may be reused by the stage: they are valid until its next call. Arguments are never written.
 */
public interface Stage extends AutoCloseable {
    /** A few words for tables and errors, such as {@code rotate(15)}. */
    String name();

    /** The shape of one sample's output. @throws IllegalArgumentException when inputs of that shape are not taken */
    long[] outputShape(long[] inputShape);

    /** Applies the stage. Equal draws give equal results for a row, whatever the other rows. */
    INDArray forward(INDArray x, RowDraws draws);

    /** The product of {@code dy}, shaped like the output, with the Jacobian at {@code x}, for the same draws; shaped like x. */
    INDArray vjp(INDArray x, INDArray dy, RowDraws draws);

    /** What {@link #vjp} is. */
    Derivative declared();

    /** Whether {@link #forward} draws. */
    boolean randomised();

    /** How many parameters were trained in it: those of a network, or of the networks that it asks. */
    default long parameterCount() {
        return 0;
    }

    /** Frees arrays. */
    @Override
    default void close() {}
}
