package io.gauntlet.plugins.attacks.decision;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.rows.Batch;

/**
 * The frame of label-only attacks: in each step every row proposes candidates, as many as it likes, all are asked in one
 * call, and each row learns from its answers. Rows need not be in the same phase of their search.
 */
abstract class DecisionSearch implements Search {
    private final Rows rows;
    private final Probes probes;
    private final Batch batch = new Batch();
    private int[] first = {};

    DecisionSearch(Rows rows, Target target) {
        this.rows = rows;
        probes = new Probes(target);
    }

    @Override
    public void admit(int[] admitted) {
        INDArray state = rows.image("x");
        batch.load(rows, state);
        load();
        for (int row : admitted) {
            begin(row, row * batch.length());
        }
        store();
        Floats.put(batch.x(), state);
    }

    @Override
    public final void step() {
        INDArray state = rows.image("x");
        batch.load(rows, state);
        load();
        int live = rows.live();
        first = first.length <= live ? new int[live + 1] : first;
        probes.clear();
        for (int row = 0; row < live; row++) {
            first[row] = probes.size();
            propose(row, row * batch.length());
        }
        first[live] = probes.size();
        if (probes.size() == 0) {
            return;
        }
        Answer answer = probes.ask();
        rows.offer(probes.asked(), answer);
        for (int row = 0; row < live; row++) {
            // A row that could not pay for its last candidate leaves.
            if (first[row] < first[row + 1] && answer.paid(first[row + 1] - 1)) {
                learn(row, row * batch.length(), answer, first[row], first[row + 1]);
            }
        }
        store();
        Floats.put(batch.x(), state);
    }

    /** Fetches further state. */
    void load() {}

    /** Brings further state back. */
    void store() {}

    /** Sets the state of a row that starts; {@code at} is where it begins in {@link #x}. */
    abstract void begin(int row, int at);

    /** Adds a row's candidates to {@link #probes}, or finishes the row. */
    abstract void propose(int row, int at);

    /** Takes in the answers to a row's candidates {@code from} to {@code to - 1}. */
    abstract void learn(int row, int at, Answer answer, int from, int to);

    /** The rows. */
    final Rows rows() {
        return rows;
    }

    /** The candidates of this step. */
    final Probes probes() {
        return probes;
    }

    /** The points that the rows have reached, row after row. */
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
}
