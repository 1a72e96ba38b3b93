package io.gauntlet.engine.backend;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BackendTest {
    @Test
    void operationsHaveOneThreadAlsoOnNewThreads() throws InterruptedException {
        assertEquals(1, Backend.facts().threads());
        int[] threads = new int[1];
        Thread thread = new Thread(() -> threads[0] = Backend.facts().threads());
        thread.start();
        thread.join();
        assertEquals(1, threads[0]);
    }

    @Test
    void measurementsMayUseSeveralThreads() {
        Backend.useThreads(2);
        try {
            assertEquals(2, Backend.facts().threads());
        } finally {
            Backend.useThreads(1);
        }
        assertEquals(1, Backend.facts().threads());
    }

    @Test
    void arraysAreCounted() {
        INDArray array = Memory.zeros(16 << 20);
        assertTrue(Backend.facts().memoryUsed() >= 64L << 20);
        assertTrue(Backend.facts().memoryUsed() <= Backend.facts().memoryLimit());
        array.close();
    }

    @Test
    void factsNameTheBackend() {
        BackendFacts facts = Backend.facts();
        assertEquals("CPU", facts.backend());
        assertTrue(facts.oneDnn());
        assertFalse(facts.blasCore().isEmpty());
        assertTrue(facts.cores() > 0);
    }

    @Test
    void copiesStartAtTheViewsOwnFirstValue() {
        INDArray all = Memory.array(new float[] {0, 1, 2, 3, 4, 5, 6, 7}, 4, 2);
        INDArray view = all.get(NDArrayIndex.interval(1, 3));
        assertTrue(Memory.plain(view));
        float[] values = new float[4];
        Memory.read(view, 0, values, 0, 4);
        assertEquals(2f, values[0]);
        Memory.write(new float[] {9}, 0, view, 3, 1);
        assertEquals(9f, all.getFloat(2, 1));
        INDArray target = Nd4j.zeros(4);
        Memory.copy(view, 1, target, 2, 2);
        assertEquals(3f, target.getFloat(2));
        assertThrows(IndexOutOfBoundsException.class, () -> Memory.copy(view, 1, target, 0, 4));
        assertThrows(IndexOutOfBoundsException.class, () -> Memory.clear(view, 0, 5));
    }

    @Test
    void columnsAreNotPlainAndAreCopiedRight() {
        INDArray all = Memory.array(new float[] {0, 1, 2, 3, 4, 5}, 3, 2);
        INDArray column = all.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 2));
        assertFalse(Memory.plain(column));
        assertEquals(3f, Memory.values(column)[1]);
    }

    @Test
    void findsWhatIsNotFinite() {
        assertTrue(Memory.finite(Memory.array(new float[] {1, -2}, 2)));
        assertFalse(Memory.finite(Memory.array(new float[] {1, Float.NaN}, 2)));
        assertFalse(Memory.finite(Memory.array(new float[] {1, Float.NEGATIVE_INFINITY}, 1, 2, 1, 1)));
    }
}
