package io.gauntlet.plugins.transformations;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;

/** Random batches and draws for tests. */
final class Batches {
    private Batches() {}

    /** Uniform values in [low,high]. */
    static float[] values(int count, long seed, float low, float high) {
        float[] values = new float[count];
        Draws draws = Seed.of(seed).draws();
        draws.fillUniform(values, low, high);
        return values;
    }

    static INDArray batch(float[] values, long... shape) {
        INDArray batch = Nd4j.create(DataType.FLOAT, shape);
        Floats.put(values, batch);
        return batch;
    }

    static float[] values(INDArray batch) {
        float[] values = new float[Math.toIntExact(batch.length())];
        Floats.get(batch, values);
        return values;
    }

    /** Draws that belong to samples: row r of the batch holds sample {@code samples[r]}. */
    static RowDraws draws(int... samples) {
        return row -> Seed.of(99).derive("sample", samples[row]).draws();
    }

    static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
