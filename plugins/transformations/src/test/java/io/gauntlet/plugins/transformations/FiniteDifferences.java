package io.gauntlet.plugins.transformations;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.Stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Compares a stage's derivative with central differences, value by value, for the same draws. */
final class FiniteDifferences {
    private FiniteDifferences() {}

    static void check(Stage stage, float[] x, long[] shape, RowDraws draws, double tolerance) {
        float step = 1e-2f;
        float[] dy = Batches.values(x.length, 17, -1, 1);
        INDArray above = Batches.batch(dy, shape);
        float[] derivative = Batches.values(stage.vjp(Batches.batch(x, shape), above, draws));
        for (int i = 0; i < x.length; i++) {
            double high = Batches.dot(dy, moved(stage, x, i, step, shape, draws));
            double low = Batches.dot(dy, moved(stage, x, i, -step, shape, draws));
            assertEquals((high - low) / (2 * step), derivative[i], tolerance, "value " + i);
        }
    }

    private static float[] moved(Stage stage, float[] x, int i, float step, long[] shape, RowDraws draws) {
        float[] moved = x.clone();
        moved[i] += step;
        return Batches.values(stage.forward(Batches.batch(moved, shape), draws));
    }
}
