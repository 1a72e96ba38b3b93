package io.gauntlet.plugins.attacks.score;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.norm.Ball;
import io.gauntlet.plugins.attacks.rows.Batch;

/**
 * The skeleton of ascent on an estimated gradient: at each step the point of each row is offered, and where it does not
 * succeed its gradient is estimated and climbed. Members of the family say how to climb.
 */
abstract class EstimateSearch implements Search {
    private final Rows rows;
    private final Target target;
    private final SlopeEstimate estimate;
    private final int steps;
    private final Ball ball;
    private final Batch batch = new Batch();
    private boolean[] climbing = {};

    /** @param steps after each of which the point is offered */
    EstimateSearch(Rows rows, Target target, SlopeEstimate estimate, int steps) {
        this.rows = rows;
        this.target = target;
        this.estimate = estimate;
        this.steps = steps;
        ball = Ball.of(rows.threatModel().norm());
    }

    /** Copies the state of this search from the rows. */
    abstract void load();

    /** Copies it back. */
    abstract void store();

    /** Sets the state of a row that begins, and its first point, which is the sample so far. */
    abstract void begin(int row, int at);

    /**
     * Moves the point of a row; it is brought back into the ball and the box afterwards.
     *
     * @param gradient the estimate, that of the row from {@code at} on
     * @param loss the mean loss around the point
     */
    abstract void climb(int row, int at, float[] gradient, float loss);

    /** Whether a row that has done all its steps begins afresh. */
    boolean again(int row) {
        return false;
    }

    final Rows rows() {
        return rows;
    }

    final Ball ball() {
        return ball;
    }

    /** The points, row after row. */
    final float[] x() {
        return batch.x();
    }

    /** The clean samples, row after row. */
    final float[] original() {
        return batch.original();
    }

    /** The number of values in a row. */
    final int length() {
        return batch.length();
    }

    @Override
    public final void admit(int[] admitted) {
        INDArray state = rows.image("x");
        batch.load(rows, state);
        load();
        for (int row : admitted) {
            int at = row * batch.length();
            System.arraycopy(batch.original(), at, batch.x(), at, batch.length());
            begin(row, at);
        }
        Floats.put(batch.x(), state);
        store();
    }

    @Override
    public final void step() {
        INDArray state = rows.image("x");
        Answer answer = target.scores(state, rows.all());
        rows.offer(state, answer);
        boolean any = choose(answer);
        if (any) {
            batch.load(rows, state);
            load();
            estimate.estimate(batch.x(), climbing);
            for (int row = 0; row < rows.live(); row++) {
                float loss = climbing[row] ? estimate.meanLoss(row) : Float.NaN;
                if (!Float.isNaN(loss)) {
                    int at = row * batch.length();
                    climb(row, at, estimate.gradient(), loss);
                    ball.project(batch.x(), batch.original(), at, batch.length(), rows.epsilon()[row]);
                }
            }
            Floats.put(batch.x(), state);
            store();
        }
        for (int row = 0; row < rows.live(); row++) {
            if (rows.iteration()[row] >= steps) {
                next(row);
            }
        }
    }

    /** Marks the rows that go on: those that stand and have steps left. */
    private boolean choose(Answer answer) {
        if (climbing.length < rows.live()) {
            climbing = new boolean[rows.live()];
        }
        boolean any = false;
        for (int row = 0; row < rows.live(); row++) {
            climbing[row] = answer.paid(row) && !answer.success(row) && rows.iteration()[row] < steps;
            any |= climbing[row];
        }
        return any;
    }

    private void next(int row) {
        if (again(row)) {
            rows.restart(row);
        } else {
            rows.finish(row);
        }
    }
}
