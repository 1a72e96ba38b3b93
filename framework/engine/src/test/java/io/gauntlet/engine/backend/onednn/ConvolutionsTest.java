package io.gauntlet.engine.backend.onednn;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.backend.Operations;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Held against libnd4j's own operations, which the finite differences of whole plans hold against the definition. */
class ConvolutionsTest {
    private Primitives primitives;
    private Operations operations;
    private Random random;

    @BeforeEach
    void open() {
        assumeTrue(OneDnn.available(), "oneDNN's library is not built for this platform");
        primitives = new Primitives();
        operations = new Operations();
        random = new Random(7);
    }

    @AfterEach
    void close() {
        if (primitives != null) {
            primitives.close();
            operations.close();
        }
    }

    @ParameterizedTest(name = "{0} to {1} channels, {2}x{2}, kernel {3}, stride {4}, padding {5}, dilation {6}")
    @CsvSource({
        "1, 32, 28, 5, 1, 2, 1",
        "32, 64, 14, 5, 1, 2, 1",
        "16, 16, 9, 3, 1, 1, 1",
        "32, 48, 8, 3, 1, 1, 1", // Winograd
        "64, 32, 7, 3, 1, 0, 1", // Winograd, not padded
        "16, 32, 13, 4, 2, 0, 1",
        "16, 32, 16, 3, 2, 1, 1",
        "16, 32, 16, 1, 2, 0, 1",
        "9, 10, 11, 3, 1, 2, 2",
        "3, 5, 10, 3, 3, 1, 1",
        "8, 20, 12, 4, 3, 0, 1" // leaves a column over
    })
    void forwardAndGradientsAgreeWithLibnd4j(
            int inputs, int outputs, int size, int kernel, int stride, int padding, int dilation) {
        int block = 3;
        int positions = (size + 2 * padding - (kernel - 1) * dilation - 1) / stride + 1;
        INDArray x = normal(block, size, size, inputs);
        INDArray w = normal(kernel, kernel, inputs, outputs);
        INDArray b = normal(outputs);
        INDArray y = normal(block, positions, positions, outputs);
        INDArray gx = normal(block, size, size, inputs);
        INDArray gw = normal(kernel, kernel, inputs, outputs);
        INDArray gb = normal(outputs);
        INDArray gy = normal(block, positions, positions, outputs);
        Sliding sliding = new Sliding(stride, stride, dilation, dilation, padding, padding);
        Convolutions convolutions = new Convolutions(primitives, sliding, x, w);
        convolutions.forward(b, y).orElseThrow().run();
        convolutions.backward(gy, gx).orElseThrow().run();
        convolutions.learn(gy, gw, gb).orElseThrow().run();

        long[] arguments = {
            kernel, kernel, stride, stride, padding, padding, dilation, dilation, 0, 1, 0,
        };
        INDArray yThere = Memory.zeros(y.shape());
        INDArray gxThere = Memory.zeros(gx.shape());
        INDArray gwThere = Memory.zeros(gw.shape());
        INDArray gbThere = Memory.zeros(gb.shape());
        operations.plain("conv2d", List.of(x, w, b), List.of(yThere), arguments).run();
        operations
                .plain("conv2d_bp", List.of(x, w, b, gy), List.of(gxThere, gwThere, gbThere), arguments)
                .run();
        assertClose(yThere, y);
        assertClose(gxThere, gx);
        assertClose(gwThere, gw);
        assertClose(gbThere, gb);
    }

    @ParameterizedTest
    @CsvSource({"16, 16, 3", "32, 32, 3", "32, 64, 5"})
    void aSamplesResultsDoNotDependOnItsPlace(int inputs, int outputs, int kernel) {
        int block = 64;
        int[] places = {0, 1, 6, 31, 63};
        INDArray x = normal(block, 8, 8, inputs);
        INDArray gy = normal(block, 8, 8, outputs);
        for (int place : places) {
            Memory.copy(x, 0, x, (long) place * 64 * inputs, 64L * inputs);
            Memory.copy(gy, 0, gy, (long) place * 64 * outputs, 64L * outputs);
        }
        INDArray y = Memory.zeros(block, 8, 8, outputs);
        INDArray gx = Memory.zeros(block, 8, 8, inputs);
        int padding = kernel / 2;
        Convolutions convolutions = new Convolutions(
                primitives, new Sliding(1, 1, 1, 1, padding, padding), x, normal(kernel, kernel, inputs, outputs));
        convolutions.forward(null, y).orElseThrow().run();
        convolutions.backward(gy, gx).orElseThrow().run();
        for (int place : places) {
            assertArrayEquals(sample(y, 0), sample(y, place));
            assertArrayEquals(sample(gx, 0), sample(gx, place));
        }
    }

    @Test
    void weightsAreRearrangedWhenTheyChange() {
        INDArray x = normal(2, 8, 8, 32);
        INDArray w = normal(3, 3, 32, 32);
        INDArray y = Memory.zeros(2, 8, 8, 32);
        Prepared forward = new Convolutions(primitives, new Sliding(1, 1, 1, 1, 1, 1), x, w)
                .forward(null, y)
                .orElseThrow();
        forward.run();
        float before = Memory.values(y)[5];
        w.muli(2);
        forward.run();
        assertEquals(before, Memory.values(y)[5]);
        forward.weightsChanged();
        forward.run();
        assertNotEquals(before, Memory.values(y)[5]);
        assertEquals(2 * before, Memory.values(y)[5], 1e-5f);
    }

    @Test
    void anotherThreadMayRunWhatThisOneBuilt() throws InterruptedException {
        INDArray x = normal(2, 8, 8, 64);
        INDArray y = Memory.zeros(2, 8, 8, 64);
        Prepared forward = new Convolutions(primitives, new Sliding(1, 1, 1, 1, 1, 1), x, normal(3, 3, 64, 64))
                .forward(null, y)
                .orElseThrow();
        forward.run();
        float[] here = Memory.values(y);
        y.assign(0);
        Thread thread = new Thread(forward::run);
        thread.start();
        thread.join();
        assertArrayEquals(here, Memory.values(y));
    }

    private INDArray normal(long... shape) {
        int length = 1;
        for (long side : shape) {
            length *= (int) side;
        }
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Memory.array(values, shape);
    }

    private static float[] sample(INDArray array, int place) {
        float[] values = new float[(int) (array.length() / array.size(0))];
        Memory.read(array, (long) place * values.length, values, 0, values.length);
        return values;
    }

    private static void assertClose(INDArray expected, INDArray actual) {
        float[] wanted = Memory.values(expected);
        float[] values = Memory.values(actual);
        float greatest = 0;
        for (float value : wanted) {
            greatest = Math.max(greatest, Math.abs(value));
        }
        assertArrayEquals(wanted, values, 1e-5f * greatest);
    }
}
