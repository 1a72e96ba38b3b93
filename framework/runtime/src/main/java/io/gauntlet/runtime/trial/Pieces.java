package io.gauntlet.runtime.trial;

import java.util.stream.IntStream;

/**
 * Samples in a row, cut into pieces.
 *
 * @param first position of the first sample in the test split
 * @param samples how many
 * @param size of a piece, but for the last
 */
record Pieces(int first, int samples, int size) {
    /** A piece keeps at least this many blocks full on the way to its end. */
    private static final int BLOCKS = 4;

    /** Evenly over the workers; many samples in pieces that are small enough for progress to be seen. */
    static Pieces of(int first, int samples, int workers, int block) {
        int even = (samples + workers - 1) / workers;
        return new Pieces(first, samples, Math.max(1, Math.min(even, BLOCKS * block)));
    }

    /** All in one. */
    static Pieces whole(int first, int samples) {
        return new Pieces(first, samples, Math.max(1, samples));
    }

    /** How many pieces. */
    int count() {
        return (samples + size - 1) / size;
    }

    /** The positions of a piece in the test split. */
    int[] positions(int piece) {
        int from = piece * size;
        return IntStream.range(first + from, first + Math.min(samples, from + size))
                .toArray();
    }
}
