package io.gauntlet.plugins.attacks.apgd;

import java.util.Arrays;
import java.util.function.IntSupplier;

import io.gauntlet.api.Draws;
import io.gauntlet.api.norm.Ball;

/**
 * Auto-PGD in L1: a step changes the steepest values by the same amount each; their share follows how sparse the best
 * point is (Croce and Hein 2021, algorithm 1).
 */
final class SparseClimb implements Climb {
    private static final float FIRST_SHARE = 0.2f;
    private static final float SPARSER = 1.5f;
    private static final float SHORTER = 1.5f;
    private static final float LEAST_STEP = 0.1f;

    /** The best point counts as having become sparser when it changes less than this share of what it changed before. */
    private static final float STILL_SPARSER = 0.95f;

    private final Ball ball;
    private final int interval;
    private float[] sizes = {};

    SparseClimb(Ball ball, int iterations) {
        this.ball = ball;
        interval = Math.max(1, (int) (0.04 * iterations));
    }

    /** Normal noise projected on the ball is sparse already; points uniform in the ball are nearly the sample itself. */
    @Override
    public void start(Draws draws, float[] x, float[] original, int at, int length, float epsilon) {
        for (int i = at; i < at + length; i++) {
            x[i] = (float) (original[i] + draws.gaussian());
        }
        ball.project(x, original, at, length, epsilon);
    }

    @Override
    public void begin(ClimbState state, int row, int length) {
        state.step()[row] = 1;
        state.interval()[row] = interval;
        state.share()[row] = FIRST_SHARE;
        state.changed()[row] = length;
        state.since()[row] = 0;
    }

    @Override
    public boolean adapt(ClimbState state, int row, float loss, int length, IntSupplier changed) {
        if (++state.since()[row] < state.interval()[row]) {
            return false;
        }
        state.since()[row] = 0;
        int now = changed.getAsInt();
        boolean sparser = now < STILL_SPARSER * state.changed()[row];
        state.share()[row] = now / (SPARSER * length);
        state.step()[row] = sparser ? 1 : Math.max(LEAST_STEP, state.step()[row] / SHORTER);
        state.changed()[row] = now;
        return sparser;
    }

    @Override
    public void move(Points points, ClimbState state, int row, boolean first, float epsilon) {
        float[] x = points.x();
        float[] gradient = points.gradient();
        int at = points.at();
        int length = points.length();
        System.arraycopy(x, at, points.previous(), at, length);
        float least = threshold(gradient, at, length, state.share()[row]);
        int count = 0;
        for (int i = at; i < at + length; i++) {
            count += gradient[i] != 0 && Math.abs(gradient[i]) >= least ? 1 : 0;
        }
        float each = count == 0 ? 0 : state.step()[row] * epsilon / count;
        for (int i = at; i < at + length; i++) {
            if (Math.abs(gradient[i]) >= least) {
                x[i] += Math.signum(gradient[i]) * each;
            }
        }
        ball.project(x, points.original(), at, length, epsilon);
    }

    /** The size of the least gradient among the steepest share, of one value at least. */
    private float threshold(float[] gradient, int at, int length, float share) {
        if (sizes.length != length) {
            sizes = new float[length];
        }
        for (int i = 0; i < length; i++) {
            sizes[i] = Math.abs(gradient[at + i]);
        }
        Arrays.sort(sizes);
        int position = (int) ((1 - share) * length);
        return sizes[Math.max(0, Math.min(length - 1, position))];
    }
}
