package io.gauntlet.arena.scoring;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The samples of a scoreboard, each with a place in arrays of scores. */
final class Samples {
    private final int[] sorted;

    private Samples(int[] sorted) {
        this.sorted = sorted;
    }

    /** Those that some cell has a verdict on. */
    static Samples of(List<CellRecord> records) {
        BitSet seen = new BitSet();
        for (CellRecord record : records) {
            record.samples().forEach(verdict -> seen.set(verdict.sample()));
        }
        return new Samples(seen.stream().toArray());
    }

    int size() {
        return sorted.length;
    }

    /** Where the score of a sample stands. */
    int place(int sample) {
        return Arrays.binarySearch(sorted, sample);
    }
}
