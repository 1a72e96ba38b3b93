package io.gauntlet.plugins.attacks.nearest;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Gradient;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.rows.Batch;

/**
 * The skeleton of searches that follow a gradient to the nearest adversarial example: look at the iterate, offer it,
 * move on, a number of times. Every iterate is offered; the last one costs a query but no gradient.
 */
abstract class NearestSearch implements Search {
    /**
     * What all of them have.
     *
     * @param steps gradient steps for each start
     * @param loss whose gradient is followed
     * @param draws for randomised models, the draws whose mean loss is differentiated (EOT)
     */
    record Plan(int steps, Loss loss, int draws) {}

    private final Rows rows;
    private final Target target;
    private final Plan plan;
    private final Batch batch = new Batch();
    private float[] gradients = {};
    private boolean[] moving = {};

    NearestSearch(Rows rows, Target target, Plan plan) {
        this.rows = rows;
        this.target = target;
        this.plan = plan;
    }

    @Override
    public void admit(int[] admitted) {
        INDArray state = rows.image("x");
        batch.load(rows, state);
        load();
        for (int row : admitted) {
            int at = row * batch.length();
            System.arraycopy(batch.original(), at, batch.x(), at, batch.length());
            begin(row, at);
        }
        store();
        Floats.put(batch.x(), state);
    }

    @Override
    public final void step() {
        INDArray state = rows.image("x");
        int live = rows.live();
        moving = moving.length < live ? new boolean[live] : moving;
        for (int row = 0; row < live; row++) {
            moving[row] = rows.iteration()[row] < plan.steps();
        }
        Gradient gradient = target.gradient(state, rows.all(), moving, plan.loss(), plan.draws());
        Answer answer = judged(gradient);
        rows.offer(state, answer);
        batch.load(rows, state);
        load();
        int values = Math.toIntExact(state.length());
        gradients = gradients.length < values ? new float[values] : gradients;
        Floats.get(gradient.values(), gradients);
        for (int row = 0; row < live; row++) {
            if (!answer.paid(row)) {
                continue;
            }
            boolean success = answer.success(row);
            if (!moving[row] || !move(row, row * batch.length(), success, gradient.loss(row))) {
                end(row);
            }
        }
        store();
        Floats.put(batch.x(), state);
    }

    /** What counts as a success: by default what the target says. */
    Answer judged(Gradient gradient) {
        return gradient.answer();
    }

    /** Fetches further state to the heap. */
    void load() {}

    /** Brings further state back. */
    void store() {}

    /** Sets the state of a row that starts or restarts; its iterate stands at the sample. */
    abstract void begin(int row, int at);

    /**
     * Moves a row's iterate, {@code x()} from {@code at} on.
     *
     * @param success whether the iterate is a success
     * @param loss at the iterate
     * @return whether to go on; false ends the row's start here
     */
    abstract boolean move(int row, int at, boolean success, float loss);

    /** A row has made its last step. */
    void end(int row) {
        rows.finish(row);
    }

    /** The rows. */
    final Rows rows() {
        return rows;
    }

    /** The iterates, row after row. */
    final float[] x() {
        return batch.x();
    }

    /** The clean samples, row after row. */
    final float[] original() {
        return batch.original();
    }

    /** The gradients of the loss at the iterates, row after row. */
    final float[] gradients() {
        return gradients;
    }

    /** The number of values in a row. */
    final int length() {
        return batch.length();
    }

    /** A value that falls from {@code first} to {@code last} over the steps like half a cosine. */
    final double annealed(int row, double first, double last) {
        double cosine = 0.5 * (1 + Math.cos(Math.PI * rows.iteration()[row] / plan.steps()));
        return last + (first - last) * cosine;
    }
}
