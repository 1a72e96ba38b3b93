package io.gauntlet.plugins.attacks.apgd;

import java.util.function.IntSupplier;

import io.gauntlet.api.Draws;
import io.gauntlet.api.norm.Ball;

/** Auto-PGD in L-inf and L2: momentum, and steps that halve at checkpoints (Croce and Hein 2020, algorithm 1). */
final class MomentumClimb implements Climb {
    /** The paper's alpha, the weight of the gradient step; the rest is the last move. */
    private static final float GRADIENT_SHARE = 0.75f;

    /** The paper's rho: of the iterates between two checkpoints at least this share must have raised the loss. */
    private static final float RISING_SHARE = 0.75f;

    private static final float FIRST_STEP = 2f;

    private final Ball ball;
    private final int firstInterval;
    private final int shorter;
    private final int leastInterval;
    private float[] moved = {};

    MomentumClimb(Ball ball, int iterations) {
        this.ball = ball;
        firstInterval = Math.max(1, (int) (0.22 * iterations));
        shorter = Math.max(1, (int) (0.03 * iterations));
        leastInterval = Math.max(1, (int) (0.06 * iterations));
    }

    @Override
    public void start(Draws draws, float[] x, float[] original, int at, int length, float epsilon) {
        ball.draw(draws, x, original, at, length, epsilon);
    }

    @Override
    public void begin(ClimbState state, int row, int length) {
        state.step()[row] = FIRST_STEP;
        state.interval()[row] = firstInterval;
        // The rule of no improvement does not hold at the first checkpoint.
        state.adapted()[row] = 1;
        state.rises()[row] = 0;
        state.since()[row] = 0;
    }

    @Override
    public boolean adapt(ClimbState state, int row, float loss, int length, IntSupplier changed) {
        state.rises()[row] += loss > state.last()[row] ? 1 : 0;
        state.since()[row]++;
        if (state.since()[row] < state.interval()[row]) {
            return false;
        }
        boolean oscillates = state.rises()[row] <= RISING_SHARE * state.interval()[row];
        boolean stuck = state.adapted()[row] == 0 && state.bestBefore()[row] >= state.best()[row];
        boolean halve = oscillates || stuck;
        if (halve) {
            state.step()[row] /= 2;
        }
        state.adapted()[row] = halve ? 1 : 0;
        state.bestBefore()[row] = state.best()[row];
        state.rises()[row] = 0;
        state.since()[row] = 0;
        state.interval()[row] = Math.max(leastInterval, state.interval()[row] - shorter);
        return halve;
    }

    @Override
    public void move(Points points, ClimbState state, int row, boolean first, float epsilon) {
        float[] x = points.x();
        float[] previous = points.previous();
        int at = points.at();
        int length = points.length();
        if (moved.length < x.length) {
            moved = new float[x.length];
        }
        System.arraycopy(x, at, moved, at, length);
        ball.ascend(moved, points.gradient(), at, length, state.step()[row] * epsilon);
        ball.project(moved, points.original(), at, length, epsilon);
        float weight = first ? 1f : GRADIENT_SHARE;
        for (int i = at; i < at + length; i++) {
            float present = x[i];
            x[i] = present + weight * (moved[i] - present) + (1 - weight) * (present - previous[i]);
            previous[i] = present;
        }
        ball.project(x, points.original(), at, length, epsilon);
    }
}
