package io.gauntlet.engine.backend.onednn;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.backend.Operation;
import io.gauntlet.engine.backend.Operations;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class OperationsTest {
    private Primitives primitives;
    private Operations operations;

    @BeforeEach
    void open() {
        assumeTrue(OneDnn.available(), "oneDNN's library is not built for this platform");
        primitives = new Primitives();
        operations = new Operations();
    }

    @AfterEach
    void close() {
        if (primitives != null) {
            primitives.close();
            operations.close();
        }
    }

    @Test
    void theVersionIsTheOneThatIsBuiltIn() {
        assertEquals("2.5.2", OneDnn.version().orElseThrow());
    }

    @Test
    void positivePartAndItsGradientInPlace() {
        INDArray x = Memory.array(new float[] {-1, 2, 0, -0f, 3, -4}, 2, 3);
        INDArray gy = Memory.array(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        Elementwise.PositivePart part =
                new Elementwise(primitives).positivePart(x, x).orElseThrow();
        Operation backward = part.backward(gy, gy).orElseThrow();
        part.run();
        backward.run();
        assertArrayEquals(new float[] {0, 2, 0, 0, 3, 0}, Memory.values(x));
        assertArrayEquals(new float[] {0, 2, 0, 0, 5, 0}, Memory.values(gy));
    }

    @Test
    void sumIntoOneOfItsTerms() {
        INDArray a = Memory.array(new float[] {1, 2, 3, 4}, 2, 2);
        INDArray b = Memory.array(new float[] {10, 20, 30, 40}, 2, 2);
        new Elementwise(primitives).sum(a, b, a).orElseThrow().run();
        assertArrayEquals(new float[] {11, 22, 33, 44}, Memory.values(a));
        assertArrayEquals(new float[] {10, 20, 30, 40}, Memory.values(b));
    }

    @ParameterizedTest
    @CsvSource({"GREATEST, 2, 2, 0", "GREATEST, 3, 2, 1", "AVERAGE, 3, 2, 1", "AVERAGE_WITH_PADDING, 3, 2, 1"})
    void poolingAgreesWithLibnd4j(Pooling.Kind kind, int window, int stride, int padding) {
        int size = 9;
        int positions = (size + 2 * padding - window) / stride + 1;
        INDArray x = normal(2, size, size, 5);
        INDArray y = Memory.zeros(2, positions, positions, 5);
        INDArray gy = normal(2, positions, positions, 5);
        INDArray gx = normal(2, size, size, 5);
        Pooling pooling = Pooling.of(
                        primitives, kind, new Sliding(stride, stride, 1, 1, padding, padding), window, window, x, y)
                .orElseThrow();
        Operation backward = pooling.backward(gy, gx).orElseThrow();
        pooling.run();
        backward.run();
        long[] arguments = {
            window, window, stride, stride, padding, padding, 1, 1, 0, kind == Pooling.Kind.AVERAGE ? 0 : 1, 1
        };
        String name = kind == Pooling.Kind.GREATEST ? "maxpool2d" : "avgpool2d";
        INDArray yThere = Memory.zeros(y.shape());
        INDArray gxThere = Memory.zeros(gx.shape());
        operations.plain(name, List.of(x), List.of(yThere), arguments).run();
        operations
                .plain(name + "_bp", List.of(x, gy), List.of(gxThere), arguments)
                .run();
        assertArrayEquals(Memory.values(yThere), Memory.values(y), 1e-6f);
        assertArrayEquals(Memory.values(gxThere), Memory.values(gx), 1e-6f);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void productsAgreeWithMatrixProducts(boolean rearranged) {
        INDArray x = normal(64, 70);
        INDArray w = normal(70, 33);
        INDArray b = normal(33);
        INDArray y = Memory.zeros(64, 33);
        INDArray gy = normal(64, 33);
        INDArray gx = Memory.zeros(64, 70);
        Products products = new Products(primitives, w, rearranged);
        products.forward(x, b, y).orElseThrow().run();
        products.backward(gy, gx).orElseThrow().run();
        assertArrayEquals(Memory.values(x.mmul(w).addiRowVector(b)), Memory.values(y), 1e-4f);
        assertArrayEquals(Memory.values(gy.mmul(w.transpose())), Memory.values(gx), 1e-4f);
    }

    @Test
    void closingTwiceFreesOnce() {
        primitives.close();
        primitives.close();
    }

    private static INDArray normal(long... shape) {
        Random random = new Random(shape.length * 31L + shape[shape.length - 1]);
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
}
