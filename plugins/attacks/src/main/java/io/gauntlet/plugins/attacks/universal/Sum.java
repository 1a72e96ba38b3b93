package io.gauntlet.plugins.attacks.universal;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.Fit;
import io.gauntlet.api.norm.Ball;

/** What is added to any sample: a point of the ball around nothing, without the box. */
final class Sum implements Perturbation {
    private final Norm norm;
    private final float epsilon;
    private final Ball ball;
    private final float[] values;

    /** Nothing yet, in the ball of a match. */
    Sum(Fit fit) {
        this(
                fit.threatModel().norm(),
                fit.threatModel().epsilon(),
                fit.examples().length());
    }

    /** Nothing yet. */
    Sum(Norm norm, double epsilon, int length) {
        this.norm = norm;
        this.epsilon = (float) epsilon;
        ball = Ball.of(norm);
        values = new float[length];
    }

    @Override
    public float[] values() {
        return values;
    }

    /** By a share of epsilon. */
    @Override
    public void ascend(float[] gradient, double relativeStep) {
        ball.ascend(values, gradient, 0, values.length, (float) (relativeStep * epsilon));
        project();
    }

    @Override
    public void lay(float[] added, float[] x, int at) {
        for (int i = 0; i < added.length; i++) {
            x[at + i] = Math.min(1f, Math.max(0f, x[at + i] + added[i]));
        }
    }

    /** Adds a perturbation of one sample and returns into the ball (Moosavi-Dezfooli et al. 2017, algorithm 1, line 8). */
    void add(float[] other) {
        for (int i = 0; i < values.length; i++) {
            values[i] += other[i];
        }
        project();
    }

    /** A copy as large as epsilon allows in the same direction; nothing stays nothing. */
    float[] stretched() {
        double size = size();
        float[] stretched = values.clone();
        // A hair inside, since each value is rounded.
        float scale = size == 0 ? 1 : (float) ((1 - 1e-6) * epsilon / size);
        for (int i = 0; i < stretched.length; i++) {
            stretched[i] *= scale;
        }
        return stretched;
    }

    private double size() {
        double size = 0;
        for (float value : values) {
            size = norm == Norm.LINF ? Math.max(size, Math.abs(value)) : size + (double) value * value;
        }
        return norm == Norm.LINF ? size : Math.sqrt(size);
    }

    private void project() {
        if (norm == Norm.LINF) {
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.min(epsilon, Math.max(-epsilon, values[i]));
            }
            return;
        }
        double size = size();
        if (size > epsilon) {
            float scale = (float) (epsilon / size);
            for (int i = 0; i < values.length; i++) {
                values[i] *= scale;
            }
        }
    }
}
