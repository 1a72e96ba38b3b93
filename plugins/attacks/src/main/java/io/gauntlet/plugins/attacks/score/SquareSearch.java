package io.gauntlet.plugins.attacks.score;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.rows.Batch;
import io.gauntlet.plugins.attacks.rows.HeapImage;
import io.gauntlet.plugins.attacks.rows.Picture;
import io.gauntlet.plugins.attacks.rows.ScoreLoss;

/** The frame of the square attack: one candidate a row and step, kept when its loss is greater than all before. */
final class SquareSearch implements Search {
    /** The authors' schedule: the share of the picture halves after each of these of 10,000 iterations. */
    private static final int[] HALVINGS = {10, 50, 200, 500, 1000, 2000, 4000, 6000, 8000};

    private static final double SCHEDULED = 10_000;

    private final Rows rows;
    private final Target target;
    private final Square.Parameters parameters;
    private final Windows windows;
    private final int length;
    private final ScoreLoss loss;
    private final Batch batch = new Batch();
    private final HeapImage best = new HeapImage("best");

    SquareSearch(Rows rows, Target target, Square.Parameters parameters, Windows windows, Picture picture) {
        this.rows = rows;
        this.target = target;
        this.parameters = parameters;
        this.windows = windows;
        length = picture.length();
        boolean targeted = rows.threatModel().goal().targeted();
        loss = new ScoreLoss(
                targeted ? Losses.crossEntropy() : parameters.loss().loss(), target.classes());
    }

    @Override
    public void admit(int[] admitted) {
        for (int row : admitted) {
            rows.scalar("loss")[row] = Float.NEGATIVE_INFINITY;
        }
    }

    @Override
    public void step() {
        INDArray candidates = rows.image("x");
        batch.load(rows, candidates);
        best.load(rows);
        for (int row = 0; row < rows.live(); row++) {
            propose(row);
        }
        Floats.put(batch.x(), candidates);
        Answer answer = target.scores(candidates, rows.all());
        rows.offer(candidates, answer);
        for (int row = 0; row < rows.live(); row++) {
            if (answer.paid(row)) {
                keep(answer, row);
            }
            if (rows.iteration()[row] + 1 >= parameters.queries()) {
                next(row);
            }
        }
        best.store(rows);
    }

    private void propose(int row) {
        int at = row * length;
        int iteration = rows.iteration()[row];
        float epsilon = rows.epsilon()[row];
        if (iteration == 0) {
            windows.start(rows.draws(row, "start"), batch.x(), batch.original(), at, epsilon);
        } else {
            double share = share(parameters, iteration - 1);
            windows.propose(rows.draws(row, "window"), batch.x(), best.values(), batch.original(), at, epsilon, share);
        }
    }

    /** The share of the picture that the window of an iteration covers; iterations after the start count from 0. */
    static double share(Square.Parameters parameters, int iteration) {
        int scheduled =
                parameters.rescale() ? (int) (iteration / (double) parameters.queries() * SCHEDULED) : iteration;
        double share = parameters.pInit();
        for (int halving : HALVINGS) {
            share = scheduled > halving ? share / 2 : share;
        }
        return share;
    }

    private void keep(Answer answer, int row) {
        float now = loss.of(answer, row, rows.label()[row], rows.goal()[row]);
        float[] before = rows.scalar("loss");
        // The start is kept whatever its loss, even one that is no number.
        if (rows.iteration()[row] == 0 || now > before[row]) {
            before[row] = now;
            System.arraycopy(batch.x(), row * length, best.values(), row * length, length);
        }
    }

    private void next(int row) {
        if (rows.restart()[row] + 1 < parameters.restarts()) {
            rows.restart(row);
        } else {
            rows.finish(row);
        }
    }
}
