package io.gauntlet.plugins.attacks.score;

import java.util.Arrays;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Draws;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.rows.CandidateBlock;
import io.gauntlet.plugins.attacks.rows.ScoreLoss;

/**
 * Estimates gradients from differences of losses at pairs of points on opposite sides: the mean over pairs of
 * {@code (f(x + s u) - f(x - s u)) / (2 s) * u}. Points are clipped to the box, which networks expect. Pairs of several
 * rows share the target's blocks.
 */
final class SlopeEstimate {
    /** Where directions come from; each value is drawn by itself, with mean 0 and variance 1. */
    enum Direction {
        /** Standard normal. */
        GAUSSIAN,
        /** 1 or -1. */
        SIGN;

        void draw(Draws draws, float[] into, int length) {
            for (int i = 0; i < length; i++) {
                into[i] = this == GAUSSIAN ? (float) draws.gaussian() : draws.coin() ? 1f : -1f;
            }
        }
    }

    private final Rows rows;
    private final Target target;
    private final Direction direction;
    private final int pairs;
    private final float distance;
    private final ScoreLoss loss;
    private final CandidateBlock block;
    private final int length;
    /** The direction of each pair in the block; pair i is the candidates 2 i and 2 i + 1. */
    private final float[] directions;

    private final float[] middle;
    private final float[] way;
    private final float[] point;
    private float[] gradient = {};
    private double[] sum = {};
    private int[] answered = {};

    /**
     * @param pairs for each estimate
     * @param distance of the points of a pair from the middle, along a direction of length 1 a value
     */
    SlopeEstimate(Rows rows, Target target, Direction direction, int pairs, double distance, Loss loss) {
        this.rows = rows;
        this.target = target;
        this.direction = direction;
        this.pairs = pairs;
        this.distance = (float) distance;
        this.loss = new ScoreLoss(loss, target.classes());
        block = new CandidateBlock(target, 2, this::ask);
        directions = new float[block.values().length / 2];
        length = directions.length / target.block();
        middle = new float[length];
        way = new float[length];
        point = new float[length];
    }

    /**
     * Estimates the gradients at the points of some rows.
     *
     * @param x the points of all rows
     * @param wanted for each row whether to estimate
     */
    void estimate(float[] x, boolean[] wanted) {
        int live = rows.live();
        if (sum.length < live) {
            gradient = new float[live * length];
            sum = new double[live];
            answered = new int[live];
        }
        Arrays.fill(gradient, 0, live * length, 0f);
        Arrays.fill(sum, 0, live, 0);
        Arrays.fill(answered, 0, live, 0);
        for (int row = 0; row < live; row++) {
            if (wanted[row]) {
                Draws draws = rows.draws(row, "directions");
                for (int pair = 0; pair < pairs; pair++) {
                    add(draws, x, row);
                }
            }
        }
        block.flush();
    }

    /** The estimates of all rows, zero where none was wanted or paid. The array itself, until the next estimate. */
    float[] gradient() {
        return gradient;
    }

    /** The mean loss of a row's points, or NaN where none was paid. */
    float meanLoss(int row) {
        return (float) (sum[row] / (2.0 * answered[row]));
    }

    private void add(Draws draws, float[] x, int row) {
        int up = block.add(row) * length;
        System.arraycopy(x, row * length, middle, 0, length);
        direction.draw(draws, way, length);
        System.arraycopy(way, 0, directions, up / 2, length);
        aside(distance);
        System.arraycopy(point, 0, block.values(), up, length);
        aside(-distance);
        System.arraycopy(point, 0, block.values(), up + length, length);
    }

    /** The same places in all arrays and no branches, so that many values are computed at once. */
    private void aside(float by) {
        for (int i = 0; i < length; i++) {
            point[i] = Math.min(1f, Math.max(0f, middle[i] + by * way[i]));
        }
    }

    private void ask(INDArray x, int[] owner, int n) {
        Answer answer = target.scores(x, owner);
        for (int up = 0; up < n; up += 2) {
            if (answer.paid(up) && answer.paid(up + 1)) {
                take(answer, owner[up], up);
            }
        }
    }

    private void take(Answer answer, int row, int up) {
        int label = rows.label()[row];
        int goal = rows.goal()[row];
        float above = loss.of(answer, up, label, goal);
        float below = loss.of(answer, up + 1, label, goal);
        sum[row] += (double) above + below;
        answered[row]++;
        float weight = (above - below) / (2 * distance * pairs);
        int from = up / 2 * length;
        for (int i = 0; i < length; i++) {
            gradient[row * length + i] += weight * directions[from + i];
        }
    }
}
