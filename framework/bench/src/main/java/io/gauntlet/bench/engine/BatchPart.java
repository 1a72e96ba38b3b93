package io.gauntlet.bench.engine;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Floats;
import io.gauntlet.api.Norm;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.norm.Ball;
import io.gauntlet.engine.model.Models;
import io.gauntlet.engine.network.CompiledNetwork;

/** Some rows of a batch and a model for them, as one worker of the framework has them. */
final class BatchPart implements AutoCloseable {
    private static final float EPSILON = 0.3f;
    private static final float STEP = 0.01f;
    private static final int STEPS = 40;

    private final Loss loss = Losses.crossEntropy();
    private final Ball ball = Ball.of(Norm.LINF);
    private final Model model;
    private final INDArray rows;
    private final int first;
    private final float[] original;
    private final float[] moved;
    private final float[] gradients;

    /**
     * A part.
     *
     * @param network which the part closes
     * @param first the position of its first row in the batch
     * @param count of its rows
     */
    BatchPart(CompiledNetwork network, int first, int count) {
        this.first = first;
        model = Models.model(DefendedModel.of(network));
        long[] shape = model.shape();
        rows = Nd4j.create(DataType.FLOAT, new long[] {count, shape[0], shape[1], shape[2]}, 'c');
        original = new float[Math.toIntExact(rows.length())];
        moved = new float[original.length];
        gradients = new float[original.length];
        Draws draws = Seed.of(2).derive("rows", first).draws();
        for (int i = 0; i < original.length; i++) {
            original[i] = draws.uniform();
        }
        Floats.put(original, rows);
    }

    /** The logits. */
    void forward() {
        model.forward(rows, RowDraws.none());
    }

    /** The gradient of the summed cross-entropy by the rows. */
    INDArray gradient() {
        return model.gradient(
                rows,
                RowDraws.none(),
                (row, output, into) -> loss.apply(output, (first + row) % model.classes(), -1, into));
    }

    /** Projected gradient ascent, by what the framework's attacks are made of. Leaves the rows as they were. */
    void climb() {
        int length = original.length / (int) rows.size(0);
        System.arraycopy(original, 0, moved, 0, moved.length);
        for (int step = 0; step < STEPS; step++) {
            Floats.get(gradient(), gradients);
            for (int at = 0; at < moved.length; at += length) {
                ball.ascend(moved, gradients, at, length, STEP);
                ball.project(moved, original, at, length, EPSILON);
            }
            Floats.put(moved, rows);
        }
        Floats.put(original, rows);
    }

    @Override
    public void close() {
        model.close();
        rows.close();
    }
}
