package io.gauntlet.engine.backend;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MemoryLimitTest {
    private static final long GIBI = 1L << 30;

    @Test
    void halfOfTheMachineUnlessTheHeapLeavesLess() {
        assertEquals(12 * GIBI, MemoryLimit.of(null, 24 * GIBI, 2 * GIBI).arrays());
        assertEquals(15 * GIBI, MemoryLimit.of("", 24 * GIBI, 2 * GIBI).process());
        assertEquals(GIBI, MemoryLimit.of(null, 4 * GIBI, 2 * GIBI).arrays());
        assertTrue(MemoryLimit.of(null, GIBI, GIBI).arrays() > 0);
    }

    @Test
    void sizesAreReadAsTheyAreWritten() {
        assertEquals(6 * GIBI, MemoryLimit.of("6g", 24 * GIBI, GIBI).arrays());
        assertEquals(800L << 20, MemoryLimit.of(" 800MB ", 24 * GIBI, GIBI).arrays());
        assertEquals(GIBI, MemoryLimit.of("1048576k", 24 * GIBI, GIBI).arrays());
    }

    @ParameterizedTest
    @ValueSource(strings = {"much", "-1g", "1.5g", "0", "4", "63m", "25g", "99999999999g"})
    void whatIsNoSizeOrNotToBeHadIsRefused(String asked) {
        BackendRefusedException refused =
                assertThrows(BackendRefusedException.class, () -> MemoryLimit.of(asked, 24 * GIBI, GIBI));
        assertTrue(refused.getMessage().startsWith("GAUNTLET_MEMORY=" + asked));
    }

    @Test
    void otherFailuresPass() {
        OutOfMemoryError heap = new OutOfMemoryError("Java heap space");
        assertEquals(
                heap,
                assertThrows(
                        OutOfMemoryError.class,
                        () -> Backend.guard(() -> {
                            throw heap;
                        })));
        ArithmeticException other = new ArithmeticException("other");
        assertEquals(
                other,
                assertThrows(
                        ArithmeticException.class,
                        () -> Backend.guard(() -> {
                            throw other;
                        })));
    }

    @Test
    void arraysBeyondTheLimitAreRefusedBeforeTheyAreUsed() throws IOException, InterruptedException {
        List<String> printed = ChildJvm.run(Hungry.class, Map.of(MemoryLimit.VARIABLE, "100m"));
        String sentence = "The arrays need more than the 100 MiB that they may take: run with fewer --workers or"
                + " smaller blocks, or allow more, such as GAUNTLET_MEMORY=200m.";
        assertEquals(
                List.of(
                        "limit " + (100 << 20),
                        "one array: " + sentence,
                        "after 10 arrays: " + sentence,
                        "in an operation: " + sentence,
                        "once more"),
                printed);
    }

    /** Makes arrays of 10 MiB until it may not. */
    static final class Hungry {
        private static final int VALUES = 10 << 18;

        private Hungry() {}

        public static void main(String[] arguments) {
            System.out.println("limit " + Backend.facts().memoryLimit());
            try {
                Memory.zeros(40L << 20).close();
            } catch (OffHeapLimitException e) {
                System.out.println("one array: " + e.getMessage());
            }
            List<INDArray> arrays = new ArrayList<>();
            try {
                while (true) {
                    arrays.add(Memory.zeros(VALUES));
                }
            } catch (OffHeapLimitException e) {
                System.out.println("after " + arrays.size() + " arrays: " + e.getMessage());
            }
            try {
                arrays.add(arrays.get(0).add(arrays.get(1)));
            } catch (RuntimeException e) {
                OffHeapLimitException.in(e)
                        .ifPresent(limit -> System.out.println("in an operation: " + limit.getMessage()));
            }
            arrays.forEach(INDArray::close);
            Nd4j.ones(VALUES).close();
            System.out.println("once more");
        }
    }
}
