package io.gauntlet.runtime.trial;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class PiecesTest {
    @ParameterizedTest
    @CsvSource({"1,1", "5,2", "1000,2", "1000,3", "10000,2", "9999,16"})
    void takesEachSampleOnce(int samples, int workers) {
        Pieces pieces = Pieces.of(7, samples, workers, 64);
        int[] taken = IntStream.range(0, pieces.count())
                .flatMap(piece -> IntStream.of(pieces.positions(piece)))
                .toArray();
        assertArrayEquals(IntStream.range(7, 7 + samples).toArray(), taken);
    }

    @Test
    void givesAThousandSamplesOutOncePerWorker() {
        assertEquals(500, Pieces.of(0, 1000, 2, 64).size());
    }

    @Test
    void givesManySamplesOutInAsManyPiecesForEachWorker() {
        Pieces pieces = Pieces.of(0, 10_000, 2, 64);
        assertEquals(10, pieces.count());
        assertEquals(1000, pieces.size());
    }
}
