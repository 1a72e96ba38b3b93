package io.gauntlet.plugins.attacks.geometry;

import io.gauntlet.api.Norm;
import io.gauntlet.api.norm.Ball;

/** The greatest absolute change. Its dual is the sum of absolute values. */
final class LinfGeometry implements Geometry {
    private final Ball ball = Ball.of(Norm.LINF);

    @Override
    public double distance(float[] x, float[] original, int at, int length) {
        float greatest = 0;
        for (int i = at; i < at + length; i++) {
            // In floats, since many of these are compared at once. NaN stays.
            greatest = Math.max(greatest, Math.abs(x[i] - original[i]));
        }
        return greatest;
    }

    @Override
    public double dual(float[] gradient, int at, int length) {
        double sum = 0;
        for (int i = at; i < at + length; i++) {
            sum += Math.abs(gradient[i]);
        }
        return sum;
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
