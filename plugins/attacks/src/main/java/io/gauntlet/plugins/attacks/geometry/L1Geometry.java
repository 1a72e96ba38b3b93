package io.gauntlet.plugins.attacks.geometry;

import io.gauntlet.api.Norm;
import io.gauntlet.api.norm.Ball;

/** The sum of absolute changes. Its dual is the greatest absolute value. */
final class L1Geometry implements Geometry {
    private final Ball ball = Ball.of(Norm.L1);

    @Override
    public double distance(float[] x, float[] original, int at, int length) {
        double sum = 0;
        for (int i = at; i < at + length; i++) {
            sum += Math.abs((double) x[i] - original[i]);
        }
        return sum;
    }

    @Override
    public double dual(float[] gradient, int at, int length) {
        return Math.abs(gradient[steepest(gradient, at, length)]);
    }

    @Override
    public void ascend(float[] x, float[] gradient, int at, int length, double step) {
        int i = steepest(gradient, at, length);
        x[i] += (float) (step * Math.signum(gradient[i]));
    }

    private static int steepest(float[] gradient, int at, int length) {
        int best = at;
        for (int i = at + 1; i < at + length; i++) {
            best = Math.abs(gradient[i]) > Math.abs(gradient[best]) ? i : best;
        }
        return best;
    }

    @Override
    public void project(float[] x, float[] original, int at, int length, double epsilon) {
        ball.project(x, original, at, length, (float) epsilon);
    }
}
