package io.gauntlet.plugins.attacks.score;

import java.nio.FloatBuffer;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.norm.Ball;
import io.gauntlet.plugins.attacks.rows.Batch;
import io.gauntlet.plugins.attacks.rows.HeapImage;
import io.gauntlet.plugins.attacks.rows.ScoreLoss;

/**
 * The walk along a basis: at each step every row asks for one candidate, first against the next vector and, where that
 * does not raise the loss, along it. Trials are numbered: trial 2 k is against the k-th vector, trial 2 k + 1 along it.
 */
final class SimbaSearch implements Search {
    private final Rows rows;
    private final Target target;
    private final Simba.Parameters parameters;
    private final Ball ball;
    private final Basis basis;
    private final ScoreLoss loss;
    private final Batch batch = new Batch();
    private final HeapImage best = new HeapImage("best");
    private int[] owner = {};

    SimbaSearch(Rows rows, Target target, Simba.Parameters parameters, Ball ball, Basis basis) {
        this.rows = rows;
        this.target = target;
        this.parameters = parameters;
        this.ball = ball;
        this.basis = basis;
        loss = new ScoreLoss(parameters.loss().loss(), target.classes());
    }

    @Override
    public void admit(int[] admitted) {
        INDArray state = rows.image("x");
        batch.load(rows, state);
        best.load(rows);
        for (int row : admitted) {
            int at = row * batch.length();
            System.arraycopy(batch.original(), at, batch.x(), at, batch.length());
            System.arraycopy(batch.original(), at, best.values(), at, batch.length());
            rows.scalar("loss")[row] = Float.NEGATIVE_INFINITY;
            beginPass(row);
        }
        Floats.put(batch.x(), state);
        best.store(rows);
    }

    private void beginPass(int row) {
        rows.scalar("trial")[row] = 0;
        rows.scalar("moved")[row] = 0;
        Draws draws = rows.draws(row, "order");
        int[] order = basis.order(draws);
        FloatBuffer stored = Floats.buffer(rows.image("order"));
        for (int k = 0; k < order.length; k++) {
            stored.put(row * order.length + k, order[k]);
        }
    }

    @Override
    public void step() {
        INDArray candidates = rows.image("x");
        batch.load(rows, candidates);
        best.load(rows);
        if (owner.length < rows.live()) {
            owner = new int[rows.live()];
        }
        for (int row = 0; row < rows.live(); row++) {
            // The first question is for the clean sample itself.
            boolean asks = rows.iteration()[row] == 0 || propose(row);
            owner[row] = asks ? row : -1;
            if (!asks) {
                rows.finish(row);
            }
        }
        Floats.put(batch.x(), candidates);
        Answer answer = target.scores(candidates, owner);
        rows.offer(candidates, answer);
        for (int row = 0; row < rows.live(); row++) {
            if (answer.paid(row)) {
                take(answer, row);
            }
            if (rows.iteration()[row] + 1 >= parameters.queries()) {
                rows.finish(row);
            }
        }
        best.store(rows);
    }

    /** Writes the next candidate that differs from the best point; false when a whole pass has moved nothing. */
    private boolean propose(int row) {
        float[] trial = rows.scalar("trial");
        while (true) {
            if (trial[row] >= 2 * batch.length()) {
                if (rows.scalar("moved")[row] == 0) {
                    return false;
                }
                beginPass(row);
            }
            if (write(row, (int) trial[row])) {
                return true;
            }
            trial[row]++;
        }
    }

    private boolean write(int row, int trial) {
        int length = batch.length();
        int at = row * length;
        float[] x = batch.x();
        float[] from = best.values();
        int vector = (int) Floats.buffer(rows.image("order")).get(at + trial / 2);
        System.arraycopy(from, at, x, at, length);
        basis.add(vector, trial % 2 == 0 ? -parameters.step() : parameters.step(), x, at);
        ball.project(x, batch.original(), at, length, rows.epsilon()[row]);
        for (int i = at; i < at + length; i++) {
            if (x[i] != from[i]) {
                return true;
            }
        }
        return false;
    }

    private void take(Answer answer, int row) {
        float[] before = rows.scalar("loss");
        float[] trial = rows.scalar("trial");
        float now = loss.of(answer, row, rows.label()[row], rows.goal()[row]);
        if (rows.iteration()[row] == 0) {
            before[row] = now;
            return;
        }
        boolean better = now > before[row];
        if (better) {
            before[row] = now;
            rows.scalar("moved")[row] = 1;
            System.arraycopy(batch.x(), row * batch.length(), best.values(), row * batch.length(), batch.length());
        }
        // After a step against a vector its other side is behind.
        trial[row] += better && trial[row] % 2 == 0 ? 2 : 1;
    }
}
