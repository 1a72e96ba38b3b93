package io.gauntlet.api;

/**
 * The draws of each row of a batch. They belong to the row's sample, so a randomised computation gives a sample the
 * same draws wherever in a batch it stands.
 */
@FunctionalInterface
public interface RowDraws {
    /** A fresh stream for a row; asking again gives the same draws again. */
    Draws of(int row);

    /**
     * The draws of one part of a computation, such as one stage of several: independent of those of the other parts.
     *
     * @param number of the part
     */
    default RowDraws part(int number) {
        return row -> of(row).part(number);
    }

    /** For computations that draw nothing: asking for draws throws {@link IllegalStateException}. */
    static RowDraws none() {
        return row -> {
            throw new IllegalStateException("This computation was declared without randomness but asks for draws.");
        };
    }
}
