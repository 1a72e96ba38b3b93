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
    /**
     * The most blocks in a piece. Its last block is seldom full and costs as much as a full one, for each attack of an
     * ensemble anew: in pieces of four blocks that is an eighth of all work.
     */
    private static final int BLOCKS = 16;

    /** Evenly over the workers, each of which gets as many pieces as the others. */
    static Pieces of(int first, int samples, int workers, int block) {
        int each = ceiling(samples, workers);
        int rounds = ceiling(each, BLOCKS * block);
        return new Pieces(first, samples, Math.max(1, ceiling(each, Math.max(1, rounds))));
    }

    private static int ceiling(int whole, int part) {
        return (whole + part - 1) / part;
    }

    /** All in one. */
    static Pieces whole(int first, int samples) {
        return new Pieces(first, samples, Math.max(1, samples));
    }

    /** How many pieces. */
    int count() {
        return ceiling(samples, size);
    }

    /** The positions of a piece in the test split. */
    int[] positions(int piece) {
        int from = piece * size;
        return IntStream.range(first + from, first + Math.min(samples, from + size))
                .toArray();
    }
}
