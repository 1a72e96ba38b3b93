package io.gauntlet.testkit;

import java.util.Arrays;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.model.Stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Samples and directions for a stage, and its derivative held against differences of its results. */
final class StageProbe {
    private static final Seed SEED = Seed.of(20240301);

    private static final float STEP = 1f / 128;

    private static final double TOLERANCE = 2e-3;

    /** The share of values that must not lie near a corner. */
    private static final double SMOOTH = 0.7;

    private final long[] shape;
    private final int rows;
    private final int length;

    StageProbe(long[] shape, int rows) {
        this.shape = shape.clone();
        this.rows = rows;
        this.length = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    }

    /** Samples in [0,1]. */
    float[] sample(int number) {
        return filled("sample", number, 0, 1);
    }

    /** Derivatives from above, in [-1,1]. */
    float[] direction(int number) {
        return filled("direction", number, -1, 1);
    }

    private float[] filled(String purpose, int number, float low, float high) {
        float[] values = new float[rows * length];
        SEED.derive(purpose, number).draws().fillUniform(values, low, high);
        return values;
    }

    /** The draws of rows that hold the samples of these numbers; there are no others. */
    RowDraws draws(int... samples) {
        return row -> SEED.derive("draws", samples[row]).draws();
    }

    INDArray batch(float[] values) {
        long[] full = new long[shape.length + 1];
        full[0] = values.length / length;
        System.arraycopy(shape, 0, full, 1, shape.length);
        return Floats.array(values, full);
    }

    float[] forward(Stage stage, float[] x, RowDraws draws) {
        return Floats.values(stage.forward(batch(x), draws));
    }

    float[] vjp(Stage stage, float[] x, float[] dy, RowDraws draws) {
        return Floats.values(stage.vjp(batch(x), batch(dy), draws));
    }

    float[] rows(float[] all, int... order) {
        float[] rows = new float[order.length * length];
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(all, order[i] * length, rows, i * length, length);
        }
        return rows;
    }

    static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /**
     * Of a derivative declared exact: it agrees with finite differences wherever these show no corner nearby. A corner
     * makes central differences over two steps disagree, or the change of slope, which is proportional to the step where
     * the function is smooth.
     */
    void checkAgainstDifferences(Stage stage) {
        RowDraws draws = draws(1, 2);
        float[] x = filled("inside", 1, 0.05f, 0.95f);
        float[] dy = direction(2);
        float[] derivative = vjp(stage, x, dy, draws);
        float[] at = forward(stage, x, draws);
        int smooth = 0;
        for (int i = 0; i < x.length; i++) {
            double up = slope(stage, x, i, STEP, dy, at, draws);
            double down = slope(stage, x, i, -STEP, dy, at, draws);
            double halfUp = slope(stage, x, i, STEP / 2, dy, at, draws);
            double halfDown = slope(stage, x, i, -STEP / 2, dy, at, draws);
            double wide = (up + down) / 2;
            double narrow = (halfUp + halfDown) / 2;
            double allowed = TOLERANCE * (1 + Math.abs(narrow));
            double bend = 2 * (halfUp - halfDown) - (up - down);
            if (Math.abs(wide - narrow) <= allowed && Math.abs(bend) <= allowed) {
                smooth++;
                assertEquals(
                        (4 * narrow - wide) / 3,
                        derivative[i],
                        2.5 * allowed,
                        "The derivative is declared exact but differs from finite differences by value " + i + " (row "
                                + i / length + "). Is it that of the same draws, at the same sample?");
            }
        }
        assertTrue(
                smooth >= SMOOTH * x.length,
                "Only " + smooth + " of " + x.length + " values lead to results that change evenly: what jumps has no"
                        + " exact derivative. Declare it straight-through.");
    }

    private double slope(Stage stage, float[] x, int i, float step, float[] dy, float[] at, RowDraws draws) {
        float[] moved = x.clone();
        moved[i] = x[i] + step;
        float[] there = forward(stage, moved, draws);
        double sum = 0;
        for (int k = 0; k < dy.length; k++) {
            sum += (double) dy[k] * ((double) there[k] - at[k]);
        }
        return sum / ((double) moved[i] - x[i]);
    }

    /** Of a derivative that stands in for one: finite, linear in what comes from above, and not nothing. */
    void checkStandIn(Stage stage) {
        RowDraws draws = draws(1, 2);
        float[] x = sample(1);
        float[] a = direction(2);
        float[] b = direction(3);
        float[] both = new float[a.length];
        for (int i = 0; i < both.length; i++) {
            both[i] = a[i] - 0.5f * b[i];
        }
        float[] byA = vjp(stage, x, a, draws);
        float[] byB = vjp(stage, x, b, draws);
        float[] byBoth = vjp(stage, x, both, draws);
        boolean any = false;
        for (int i = 0; i < byBoth.length; i++) {
            assertTrue(Float.isFinite(byA[i]), "The derivative by value " + i + " is " + byA[i] + ".");
            assertEquals(
                    byA[i] - 0.5 * byB[i],
                    byBoth[i],
                    1e-4,
                    "A stand-in for a derivative must be linear in what comes from above; by value " + i
                            + " it is not. Are the draws the same in each call?");
            any |= byA[i] != 0;
        }
        assertTrue(any, "The derivative is nothing but zeros: an attacker learns nothing from it. Pass something on.");
    }
}
