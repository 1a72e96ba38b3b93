package io.gauntlet.api.norm;

import io.gauntlet.api.Draws;

/** The L2 ball. */
final class L2Ball implements Ball {
    @Override
    public void drawAnywhere(Draws draws, float[] x, float[] original, int at, int length, float epsilon) {
        double sum = 0;
        for (int i = at; i < at + length; i++) {
            double value = draws.gaussian();
            x[i] = (float) value;
            sum += value * value;
        }
        double radius = epsilon * Math.pow(draws.uniform(), 1.0 / length);
        float scale = (float) (radius / Math.sqrt(Math.max(sum, Double.MIN_NORMAL)));
        for (int i = at; i < at + length; i++) {
            x[i] = original[i] + scale * x[i];
        }
    }

    @Override
    public void ascend(float[] x, float[] gradient, int at, int length, float step) {
        double sum = 0;
        for (int i = at; i < at + length; i++) {
            sum += (double) gradient[i] * gradient[i];
        }
        if (sum == 0) {
            return;
        }
        // In double: the squares of small gradients vanish in float, and with them the direction.
        double scale = step / Math.sqrt(sum);
        for (int i = at; i < at + length; i++) {
            x[i] += (float) (scale * gradient[i]);
        }
    }

    /** Clipping to the box after scaling cannot leave the ball: the centre lies in the box, so no value moves outwards. */
    @Override
    public void project(float[] x, float[] original, int at, int length, float epsilon) {
        double sum = 0;
        for (int i = at; i < at + length; i++) {
            double change = (double) x[i] - original[i];
            sum += change * change;
        }
        double norm = Math.sqrt(sum);
        float scale = norm > epsilon ? (float) (epsilon / norm) : 1f;
        for (int i = at; i < at + length; i++) {
            float moved = scale == 1f ? x[i] : original[i] + scale * (x[i] - original[i]);
            x[i] = Math.min(1f, Math.max(0f, moved));
        }
    }
}
