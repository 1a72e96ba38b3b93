package io.gauntlet.plugins.attacks.geometry;

import io.gauntlet.api.Norm;
import io.gauntlet.api.norm.Ball;

/** The Euclidean length, its own dual. */
public final class L2Geometry implements Geometry {
    private final Ball ball = Ball.of(Norm.L2);

    @Override
    public double distance(float[] x, float[] original, int at, int length) {
        double even = 0;
        double odd = 0;
        int last = at + length - 1;
        // Two sums that do not wait for each other.
        for (int i = at; i < last; i += 2) {
            double one = (double) x[i] - original[i];
            double other = (double) x[i + 1] - original[i + 1];
            even += one * one;
            odd += other * other;
        }
        if (length % 2 == 1) {
            double one = (double) x[last] - original[last];
            even += one * one;
        }
        return Math.sqrt(even + odd);
    }

    @Override
    public double dual(float[] gradient, int at, int length) {
        double sum = 0;
        for (int i = at; i < at + length; i++) {
            sum += (double) gradient[i] * gradient[i];
        }
        return Math.sqrt(sum);
    }

    @Override
    public void ascend(float[] x, float[] gradient, int at, int length, double step) {
        ball.ascend(x, gradient, at, length, (float) step);
    }

    @Override
    public void project(float[] x, float[] original, int at, int length, double epsilon) {
        ball.project(x, original, at, length, (float) epsilon);
    }
}
