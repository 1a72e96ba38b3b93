package io.gauntlet.plugins.attacks.universal;

import io.gauntlet.api.Norm;
import io.gauntlet.api.norm.Ball;

/** A perturbation of any sample: a point of the ball around nothing, without the box. */
final class Perturbation {
    private final Norm norm;
    private final float epsilon;
    private final Ball ball;
    private final float[] values;

    /** Nothing yet. */
    Perturbation(Norm norm, double epsilon, int length) {
        this.norm = norm;
        this.epsilon = (float) epsilon;
        ball = Ball.of(norm);
        values = new float[length];
    }

    /** The values themselves. */
    float[] values() {
        return values;
    }

    /** Moves along a gradient by a share of epsilon and returns into the ball. */
    void ascend(float[] gradient, double relativeStep) {
        ball.ascend(values, gradient, 0, values.length, (float) (relativeStep * epsilon));
        project();
    }

    /** Adds a perturbation of one sample and returns into the ball (Moosavi-Dezfooli et al. 2017, algorithm 1, line 8). */
    void add(float[] other) {
        for (int i = 0; i < values.length; i++) {
            values[i] += other[i];
        }
        project();
    }

    private void project() {
        if (norm == Norm.LINF) {
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.min(epsilon, Math.max(-epsilon, values[i]));
            }
            return;
        }
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        double size = Math.sqrt(sum);
        if (size > epsilon) {
            float scale = (float) (epsilon / size);
            for (int i = 0; i < values.length; i++) {
                values[i] *= scale;
            }
        }
    }
}
