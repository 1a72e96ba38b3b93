package io.gauntlet.plugins.defenses.training;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Floats;
import io.gauntlet.api.norm.Ball;

/** Steps along a gradient, each followed by a projection into the ball around the samples: what trainings attack with. */
final class InnerAttack {
    /** A gradient by samples. */
    @FunctionalInterface
    interface Slope {
        /** At some samples; valid until the next call. */
        INDArray at(INDArray x);
    }

    private final Ball ball;
    private final int steps;

    InnerAttack(Ball ball, int steps) {
        this.ball = ball;
        this.steps = steps;
    }

    /**
     * Moves samples in place.
     *
     * @param x where it starts, sample after sample
     * @param original the middle of each sample's ball
     * @param shape of the batch, the number of samples first
     */
    void ascend(float[] x, float[] original, long[] shape, float radius, float step, Slope slope) {
        int samples = (int) shape[0];
        int length = x.length / samples;
        float[] gradient = new float[x.length];
        try (INDArray candidates = Nd4j.create(DataType.FLOAT, shape)) {
            for (int k = 0; k < steps; k++) {
                Floats.put(x, candidates);
                Floats.get(slope.at(candidates), gradient);
                for (int i = 0; i < samples; i++) {
                    ball.ascend(x, gradient, i * length, length, step);
                    ball.project(x, original, i * length, length, radius);
                }
            }
        }
    }
}
