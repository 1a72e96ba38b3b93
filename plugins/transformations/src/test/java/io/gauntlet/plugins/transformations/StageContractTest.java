package io.gauntlet.plugins.transformations;

import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

import io.gauntlet.api.Plugin;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.Stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What every stage promises, for both transformations. */
class StageContractTest {
    private static final long[] SHAPE = {9, 8, 2};
    private static final int LENGTH = 144;

    static Stream<Stage> stages() {
        return Stream.of(new RotationStage(30, SHAPE), new GaussianNoiseStage(0.2, SHAPE));
    }

    @Test
    void thePluginIsFound() {
        List<String> ids = ServiceLoader.load(Plugin.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(plugin -> plugin.transformations().stream())
                .map(factory -> factory.description().id())
                .toList();
        assertEquals(List.of("rotate", "gaussian-noise"), ids);
    }

    @Test
    void namesTellTheParameter() {
        try (Stage rotation =
                        Rotation.factory().create().apply(new Rotation(15)).stage(SHAPE);
                Stage noise = GaussianNoise.factory()
                        .create()
                        .apply(new GaussianNoise(0.1))
                        .stage(SHAPE)) {
            assertEquals("rotate(15)", rotation.name());
            assertEquals("gaussian-noise(0.1)", noise.name());
            assertEquals(Derivative.EXACT, rotation.declared());
            assertTrue(rotation.randomised() && noise.randomised());
        }
    }

    @ParameterizedTest
    @MethodSource("stages")
    void aRowsResultDoesNotDependOnItsPlace(Stage stage) {
        float[] x = Batches.values(5 * LENGTH, 1, 0, 1);
        float[] dy = Batches.values(5 * LENGTH, 2, -1, 1);
        RowDraws draws = Batches.draws(0, 1, 2, 3, 4);
        float[] y = Batches.values(stage.forward(batch(x), draws));
        float[] dx = Batches.values(stage.vjp(batch(x), batch(dy), draws));
        int[] order = {3, 0, 3};
        float[] some = rows(x, order);
        float[] someDy = rows(dy, order);
        RowDraws someDraws = Batches.draws(order);
        assertArrayEquals(rows(y, order), Batches.values(stage.forward(batch(some), someDraws)));
        assertArrayEquals(rows(dx, order), Batches.values(stage.vjp(batch(some), batch(someDy), someDraws)));
        stage.close();
    }

    @ParameterizedTest
    @MethodSource("stages")
    void takesSlicesOfABatch(Stage stage) {
        float[] x = Batches.values(5 * LENGTH, 1, 0, 1);
        float[] dy = Batches.values(5 * LENGTH, 2, -1, 1);
        INDArray slice = batch(x).get(NDArrayIndex.interval(2, 4));
        INDArray sliceDy = batch(dy).get(NDArrayIndex.interval(2, 4));
        RowDraws draws = Batches.draws(2, 3);
        int[] order = {2, 3};
        float[] expected = Batches.values(stage.forward(batch(rows(x, order)), draws));
        float[] expectedDx = Batches.values(stage.vjp(batch(rows(x, order)), batch(rows(dy, order)), draws));
        assertArrayEquals(expected, Batches.values(stage.forward(slice, draws)));
        assertArrayEquals(expectedDx, Batches.values(stage.vjp(slice, sliceDy, draws)));
        stage.close();
    }

    @ParameterizedTest
    @MethodSource("stages")
    void argumentsAreNotWrittenAndResultsAreReused(Stage stage) {
        float[] values = Batches.values(3 * LENGTH, 1, 0, 1);
        INDArray x = batch(values);
        INDArray dy = batch(values);
        RowDraws draws = Batches.draws(0, 1, 2);
        INDArray first = stage.forward(x, draws);
        float[] y = Batches.values(first);
        INDArray dx = stage.vjp(x, dy, draws);
        assertArrayEquals(values, Batches.values(x));
        assertArrayEquals(values, Batches.values(dy));
        assertArrayEquals(y, Batches.values(first), "vjp leaves the output of forward alone");
        assertSame(first, stage.forward(x, draws));
        assertSame(dx, stage.vjp(x, dy, draws));
        assertArrayEquals(y, Batches.values(first), "equal draws give equal results");
        stage.close();
    }

    @ParameterizedTest
    @MethodSource("stages")
    void refusesOtherShapes(Stage stage) {
        INDArray wrong = Batches.batch(new float[2 * LENGTH], 2, 8, 9, 2);
        INDArray flat = Batches.batch(new float[2 * LENGTH], 2, LENGTH);
        assertThrows(IllegalArgumentException.class, () -> stage.forward(wrong, Batches.draws(0, 1)));
        assertThrows(IllegalArgumentException.class, () -> stage.forward(flat, Batches.draws(0, 1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> stage.vjp(batch(new float[2 * LENGTH]), batch(new float[LENGTH]), Batches.draws(0, 1)));
        assertThrows(IllegalArgumentException.class, () -> stage.outputShape(new long[] {8, 9, 2}));
        assertArrayEquals(SHAPE, stage.outputShape(SHAPE));
        stage.close();
    }

    private static INDArray batch(float[] values) {
        return Batches.batch(values, values.length / LENGTH, 9, 8, 2);
    }

    private static float[] rows(float[] all, int... order) {
        float[] rows = new float[order.length * LENGTH];
        for (int i = 0; i < order.length; i++) {
            float[] row = Arrays.copyOfRange(all, order[i] * LENGTH, (order[i] + 1) * LENGTH);
            System.arraycopy(row, 0, rows, i * LENGTH, LENGTH);
        }
        return rows;
    }
}
