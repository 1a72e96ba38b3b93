package io.gauntlet.plugins.attacks.physical;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Gradient;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.model.Stage;
import io.gauntlet.api.norm.Ball;
import io.gauntlet.plugins.attacks.rows.Batch;
import io.gauntlet.plugins.attacks.rows.HeapImage;
import io.gauntlet.plugins.attacks.rows.OneDraw;
import io.gauntlet.plugins.attacks.rows.TransformedCopies;
import io.gauntlet.plugins.attacks.rows.Untransformed;

/**
 * Climbs the mean loss of a picture and of transformed copies for all its steps, and keeps the best iterate: one that
 * succeeds untransformed before one that does not, then the one with more successes under its draws, then the one of
 * greater loss.
 */
final class EotSearch implements Search {
    private final Rows rows;
    private final Target target;
    private final Ball ball;
    private final Loss loss;
    private final int steps;
    private final double relativeStep;
    private final boolean randomStart;
    private final TransformedCopies copies;
    private final Batch batch = new Batch();
    private final HeapImage best = new HeapImage("best");
    private float[] gradients = {};
    private boolean[] wanted = {};

    EotSearch(Rows rows, Target target, EotPgd.Parameters parameters, Ball ball, List<Stage> stages) {
        this.rows = rows;
        this.target = target;
        this.ball = ball;
        loss = parameters.loss().loss();
        steps = parameters.steps();
        relativeStep = parameters.relativeStep() > 0 ? parameters.relativeStep() : 2.5 / steps;
        randomStart = parameters.randomStart();
        copies = new TransformedCopies(rows, stages, parameters.draws());
    }

    @Override
    public void admit(int[] admitted) {
        INDArray state = rows.image("x");
        batch.load(rows, state);
        for (int row : admitted) {
            int at = row * batch.length();
            if (randomStart) {
                ball.draw(
                        rows.draws(row, "start"), batch.x(), batch.original(), at, batch.length(), rows.epsilon()[row]);
            } else {
                System.arraycopy(batch.original(), at, batch.x(), at, batch.length());
            }
            rows.scalar("successes")[row] = -1;
        }
        Floats.put(batch.x(), state);
    }

    @Override
    public void step() {
        INDArray x = rows.image("x");
        INDArray candidates = copies.of(x);
        markWanted();
        Gradient gradient = target.gradient(candidates, copies.owners(), wanted, loss, 1);
        batch.load(rows, x);
        keepBest(gradient);
        climb(x, gradient);
        for (int row = 0; row < rows.live(); row++) {
            if (rows.iteration()[row] >= steps) {
                rows.finish(row);
            }
        }
    }

    /** Rows at their last iterate are only looked at. */
    private void markWanted() {
        int[] owners = copies.owners();
        if (wanted.length < owners.length) {
            wanted = new boolean[owners.length];
        }
        for (int i = 0; i < owners.length; i++) {
            wanted[i] = rows.iteration()[owners[i]] < steps;
        }
    }

    private void keepBest(Gradient gradient) {
        best.load(rows);
        float[] successes = rows.scalar("successes");
        float[] losses = rows.scalar("loss");
        Answer answer = gradient.answer();
        for (int row = 0; row < rows.live(); row++) {
            int won = successes(answer, row);
            double sum = loss(gradient, row);
            boolean better = won > successes[row] || (won == successes[row] && sum > losses[row]);
            if (answer.paid(row) && better) {
                successes[row] = won;
                losses[row] = (float) sum;
                System.arraycopy(batch.x(), row * batch.length(), best.values(), row * batch.length(), batch.length());
            }
        }
        best.store(rows);
        rows.offer(rows.image("best"), new Untransformed(answer, rows.live(), false));
    }

    /** The success of the row itself counts more than those of all copies together. */
    private int successes(Answer answer, int row) {
        int won = 0;
        for (int copy = 0; copy < copies.each(); copy++) {
            int candidate = copy * rows.live() + row;
            if (answer.paid(candidate) && OneDraw.won(rows, answer, candidate)) {
                won += copy == 0 ? copies.each() : 1;
            }
        }
        return won;
    }

    private double loss(Gradient gradient, int row) {
        double sum = 0;
        for (int copy = 0; copy < copies.each(); copy++) {
            sum += gradient.loss(copy * rows.live() + row);
        }
        return sum;
    }

    private void climb(INDArray x, Gradient gradient) {
        int values = Math.toIntExact(x.length());
        if (gradients.length < values) {
            gradients = new float[values];
        }
        copies.back(x, gradient.values(), gradients);
        for (int row = 0; row < rows.live(); row++) {
            if (wanted[row] && gradient.answer().paid(row)) {
                int at = row * batch.length();
                float epsilon = rows.epsilon()[row];
                ball.ascend(batch.x(), gradients, at, batch.length(), (float) (relativeStep * epsilon));
                ball.project(batch.x(), batch.original(), at, batch.length(), epsilon);
            }
        }
        Floats.put(batch.x(), x);
    }
}
