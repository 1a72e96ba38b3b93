package io.gauntlet.testkit;

import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.Stage;
import io.gauntlet.api.transformation.TransformationFactory;
import io.gauntlet.arena.parameter.ParameterSchema;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What every transformation must keep to. Extend it, say which transformation and parameters to test, and run it as a
 * JUnit 5 test:
 *
 * <pre>{@code
 * class MyTransformationTest extends TransformationContract<MyTransformation> {
 *     @Override
 *     protected TransformationFactory<MyTransformation> factory() {
 *         return MyPlugin.MY_TRANSFORMATION;
 *     }
 *
 *     @Override
 *     protected MyTransformation parameters() {
 *         return new MyTransformation(20);
 *     }
 * }
 * }</pre>
 *
 * <p>Each check says in its message what is wrong and what to do. A transformation that does not take pictures with one
 * and with three channels says what it takes by overriding {@link #shapes()}.
 *
 * @param <P> the record of the transformation's parameters
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TransformationContract<P extends Record> {
    private static final int ROWS = 5;

    /** For a new contract. */
    protected TransformationContract() {}

    /** The transformation under test. */
    protected abstract TransformationFactory<P> factory();

    /** The parameters to test it with: such that samples change. */
    protected abstract P parameters();

    /** The shapes of samples to test it with: pictures of one and of three channels, unless overridden. */
    protected Stream<long[]> shapes() {
        return Stream.of(new long[] {7, 6, 1}, new long[] {9, 8, 3});
    }

    /**
     * Whether, for given draws, the result is linear in the sample. The derivative is then the adjoint, and tested as
     * such to 1e-5. False unless overridden.
     */
    protected boolean linear() {
        return false;
    }

    @ParameterizedTest
    @MethodSource("shapes")
    @DisplayName("Equal draws give equal results, bit by bit, whatever was computed before")
    public final void equalDrawsEqualResults(long[] shape) {
        StageProbe probe = probe(shape);
        try (Stage used = stage(shape);
                Stage fresh = stage(shape)) {
            probe.forward(used, probe.sample(7), probe.draws(5, 6, 7, 8, 9));
            probe.vjp(used, probe.sample(7), probe.direction(7), probe.draws(5, 6, 7, 8, 9));
            float[] once = probe.forward(used, probe.sample(1), probe.draws(0, 1, 2, 3, 4));
            float[] again = probe.forward(fresh, probe.sample(1), probe.draws(0, 1, 2, 3, 4));
            String hint = "The same samples with the same draws came out differently. Draw only from draws.of(row): no"
                    + " Random of your own, no state kept between calls.";
            assertArrayEquals(again, once, hint);
            assertArrayEquals(
                    probe.vjp(fresh, probe.sample(1), probe.direction(2), probe.draws(0, 1, 2, 3, 4)),
                    probe.vjp(used, probe.sample(1), probe.direction(2), probe.draws(0, 1, 2, 3, 4)),
                    hint);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    @DisplayName("It draws exactly when it says so")
    public final void drawsOnlyIfRandomised(long[] shape) {
        StageProbe probe = probe(shape);
        try (Stage stage = stage(shape)) {
            if (stage.randomised()) {
                assertFalse(
                        Arrays.equals(
                                probe.forward(stage, probe.sample(1), probe.draws(0, 1, 2, 3, 4)),
                                probe.forward(stage, probe.sample(1), probe.draws(5, 6, 7, 8, 9))),
                        "Other draws changed nothing although randomised() says that there are some. Draw from"
                                + " draws.of(row), or return false there.");
            } else {
                // Asking these draws for a stream throws.
                probe.forward(stage, probe.sample(1), RowDraws.none());
                probe.vjp(stage, probe.sample(1), probe.direction(2), RowDraws.none());
            }
        }
    }

    @Test
    @DisplayName("No arrays are left behind when a stage is closed")
    public final void arraysAreFreed() {
        long[] shape = shapes().findFirst().orElseThrow();
        StageProbe probe = probe(shape);
        long arrays = LeftBehind.arrays(() -> {
            try (Stage stage = stage(shape)) {
                probe.forward(stage, probe.sample(1), probe.draws(0, 1, 2, 3, 4));
                probe.vjp(stage, probe.sample(1), probe.direction(2), probe.draws(0, 1, 2, 3, 4));
            }
        });
        assertEquals(
                0,
                arrays,
                "Each stage leaves " + arrays + " arrays behind although it was closed. Keep no array in a static"
                        + " field or in the transformation itself, and free in close() what a stage keeps.");
    }

    @ParameterizedTest
    @MethodSource("shapes")
    @DisplayName("A row's result depends neither on the other rows nor on its place among them")
    public final void rowsAreAlone(long[] shape) {
        StageProbe probe = probe(shape);
        String hint = "A row came out differently in another batch. Draw from draws.of(row) for each row afresh, and"
                + " compute nothing over the whole batch.";
        int[] order = {3, 0, 3};
        try (Stage stage = stage(shape)) {
            float[] y = probe.forward(stage, probe.sample(1), probe.draws(0, 1, 2, 3, 4));
            float[] dx = probe.vjp(stage, probe.sample(1), probe.direction(2), probe.draws(0, 1, 2, 3, 4));
            float[] some = probe.rows(probe.sample(1), order);
            assertArrayEquals(probe.rows(y, order), probe.forward(stage, some, probe.draws(order)), hint);
            assertArrayEquals(
                    probe.rows(dx, order),
                    probe.vjp(stage, some, probe.rows(probe.direction(2), order), probe.draws(order)),
                    hint);
            INDArray slice = probe.batch(probe.sample(1)).get(NDArrayIndex.interval(2, 4));
            assertArrayEquals(
                    probe.rows(y, 2, 3),
                    Floats.values(stage.forward(slice, probe.draws(2, 3))),
                    "Rows 2 and 3 came out differently when they were given as a slice of a larger array: mind its"
                            + " offset, as Floats.buffer does.");
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    @DisplayName("What it is given is not written over")
    public final void inputIsNotChanged(long[] shape) {
        StageProbe probe = probe(shape);
        INDArray x = probe.batch(probe.sample(1));
        INDArray dy = probe.batch(probe.direction(2));
        try (Stage stage = stage(shape)) {
            stage.forward(x, probe.draws(0, 1, 2, 3, 4));
            stage.vjp(x, dy, probe.draws(0, 1, 2, 3, 4));
        }
        String hint = "An argument was written over. Compute into an array of your own.";
        assertArrayEquals(probe.sample(1), Floats.values(x), hint);
        assertArrayEquals(probe.direction(2), Floats.values(dy), hint);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    @DisplayName("Values in [0,1] stay in [0,1]")
    public final void valuesStayInRange(long[] shape) {
        StageProbe probe = probe(shape);
        float[] white = new float[probe.sample(1).length];
        Arrays.fill(white, 1);
        float[] dots = probe.sample(3);
        for (int i = 0; i < dots.length; i++) {
            dots[i] = dots[i] < 0.5 ? 0 : 1;
        }
        try (Stage stage = stage(shape)) {
            for (float[] x : new float[][] {probe.sample(1), white, new float[white.length], dots}) {
                for (float value : probe.forward(stage, x, probe.draws(0, 1, 2, 3, 4))) {
                    assertTrue(
                            value >= 0 && value <= 1,
                            "A sample in [0,1] came out with the value " + value + ". Clip, and let the derivative be 0"
                                    + " where values were clipped.");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    @DisplayName("Samples keep their shape, and those of another shape are refused")
    public final void shapesAreKept(long[] shape) {
        StageProbe probe = probe(shape);
        long[] other = shape.clone();
        other[0]++;
        try (Stage stage = stage(shape)) {
            assertArrayEquals(shape, stage.outputShape(shape), "A transformation keeps the shape of samples.");
            INDArray y = stage.forward(probe.batch(probe.sample(1)), probe.draws(0, 1, 2, 3, 4));
            assertArrayEquals(probe.batch(probe.sample(1)).shape(), y.shape());
            INDArray dx = stage.vjp(
                    probe.batch(probe.sample(1)), probe.batch(probe.direction(2)), probe.draws(0, 1, 2, 3, 4));
            assertArrayEquals(y.shape(), dx.shape(), "A derivative has the shape of the samples.");
            assertThrows(
                    IllegalArgumentException.class,
                    () -> stage.outputShape(other),
                    "The stage was made for samples of shape " + Arrays.toString(shape) + " and accepts "
                            + Arrays.toString(other) + ".");
            StageProbe wrong = probe(other);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> stage.forward(wrong.batch(wrong.sample(1)), wrong.draws(0, 1, 2, 3, 4)),
                    "The stage was made for samples of shape " + Arrays.toString(shape) + " and computes with "
                            + Arrays.toString(other) + ".");
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    @DisplayName("The derivative is what it is declared to be, for the same draws")
    public final void derivativeAgreesWithItsDeclaration(long[] shape) {
        StageProbe probe = new StageProbe(shape, 2);
        try (Stage stage = stage(shape)) {
            if (stage.declared() == Derivative.EXACT) {
                probe.checkAgainstDifferences(stage);
            } else {
                probe.checkStandIn(stage);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    @DisplayName("The derivative of a linear transformation is its adjoint")
    public final void adjoint(long[] shape) {
        assumeTrue(linear(), "linear() says that it is not");
        StageProbe probe = probe(shape);
        try (Stage stage = stage(shape)) {
            for (int seed = 1; seed <= 5; seed++) {
                RowDraws draws = probe.draws(seed, 10, 20, 30, 40 + seed);
                float[] u = probe.sample(seed);
                float[] v = probe.direction(100 + seed);
                double left = StageProbe.dot(probe.forward(stage, u, draws), v);
                double right = StageProbe.dot(u, probe.vjp(stage, probe.sample(50), v, draws));
                assertEquals(
                        left,
                        right,
                        1e-5 * (1 + Math.abs(left)),
                        "<Ax, y> is " + left + " but <x, A'y> is " + right
                                + ". Scatter each output's derivative to the inputs it was gathered from, with the same"
                                + " weights.");
            }
        }
    }

    @Test
    @DisplayName("Every parameter is described")
    public final void parametersAreDescribed() {
        ParameterSchema.of(
                "transformation '" + factory().description().id() + "'",
                factory().parameters());
    }

    private Stage stage(long[] shape) {
        return factory().create().apply(parameters()).stage(shape);
    }

    private static StageProbe probe(long[] shape) {
        return new StageProbe(shape, ROWS);
    }
}
