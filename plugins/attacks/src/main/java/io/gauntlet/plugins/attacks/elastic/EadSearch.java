package io.gauntlet.plugins.attacks.elastic;

import java.util.Arrays;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Gradient;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.rows.Batch;
import io.gauntlet.plugins.attacks.rows.FilteredAnswer;
import io.gauntlet.plugins.attacks.rows.FlooredMargin;
import io.gauntlet.plugins.attacks.rows.HeapImage;
import io.gauntlet.plugins.attacks.rows.ScoreLoss;
import io.gauntlet.plugins.attacks.rows.Stall;
import io.gauntlet.plugins.attacks.rows.WeightSearch;

/**
 * The elastic-net attack over rows. A step of the search for the weight is a restart of the row. The gradient is taken
 * at the point ahead, which the momentum has thrown forward; what counts is the iterate, which costs a query of its own.
 */
final class EadSearch implements Search {
    private static final double MOMENTUM_DELAY = 3;

    private final Rows rows;
    private final Target target;
    private final Ead.Parameters parameters;
    private final ElasticNet net;
    private final Loss loss;
    private final ScoreLoss margin;
    private final WeightSearch weights;
    private final Stall stall;
    private final Batch batch = new Batch();
    private final HeapImage ahead = new HeapImage("ahead");
    private float[] gradients = {};
    private double[] distances = {};
    private double[] margins = {};

    EadSearch(Rows rows, Target target, Ead.Parameters parameters) {
        this.rows = rows;
        this.target = target;
        this.parameters = parameters;
        net = new ElasticNet(parameters.beta());
        loss = new FlooredMargin(parameters.confidence());
        margin = new ScoreLoss(Losses.margin(), target.classes());
        weights = new WeightSearch(rows, parameters.initialWeight());
        stall = new Stall(rows, parameters.maxIterations());
    }

    @Override
    public void admit(int[] admitted) {
        INDArray state = rows.image("x");
        batch.load(rows, state);
        ahead.load(rows);
        int length = batch.length();
        for (int row : admitted) {
            if (rows.restart()[row] == 0) {
                rows.scalar("nearest")[row] = Float.POSITIVE_INFINITY;
            }
            weights.choose(row);
            stall.begin(row);
            System.arraycopy(batch.original(), row * length, batch.x(), row * length, length);
            System.arraycopy(batch.original(), row * length, ahead.values(), row * length, length);
        }
        ahead.store(rows);
        Floats.put(batch.x(), state);
    }

    @Override
    public void step() {
        INDArray state = rows.image("x");
        move(state);
        Answer answer = target.scores(state, rows.all());
        judge(answer);
        rows.offer(state, new FilteredAnswer(answer, this::counts));
        for (int row = 0; row < rows.live(); row++) {
            if (answer.paid(row)) {
                goOn(row, answer.success(row));
            }
        }
    }

    private void move(INDArray state) {
        int live = rows.live();
        Gradient gradient = target.gradient(rows.image("ahead"), rows.all(), loss, parameters.draws());
        batch.load(rows, state);
        ahead.load(rows);
        int values = Math.toIntExact(state.length());
        gradients = gradients.length < values ? new float[values] : gradients;
        Floats.get(gradient.values(), gradients);
        for (int row = 0; row < live; row++) {
            if (gradient.answer().paid(row)) {
                move(row);
            }
        }
        ahead.store(rows);
        Floats.put(batch.x(), state);
    }

    private void move(int row) {
        int iteration = rows.iteration()[row];
        double rate = parameters.learningRate() * Math.sqrt(1 - (double) iteration / parameters.maxIterations());
        net.step(
                new ElasticNet.Points(
                        batch.x(), ahead.values(), gradients, batch.original(), row * batch.length(), batch.length()),
                rate,
                weights.weight(row),
                iteration / (iteration + MOMENTUM_DELAY));
    }

    /** Measures the iterates, before any of them counts as the nearest. */
    private void judge(Answer answer) {
        int live = rows.live();
        if (distances.length < live) {
            distances = new double[live];
            margins = new double[live];
        }
        Arrays.fill(margins, Double.NEGATIVE_INFINITY);
        for (int row = 0; row < live; row++) {
            if (answer.paid(row)) {
                margins[row] = margin.of(answer, row, rows.label()[row], rows.goal()[row]);
                distances[row] = net.distance(batch.x(), batch.original(), row * batch.length(), batch.length());
            }
        }
    }

    /** Whether a success has the confidence wanted, and is nearer by the decision rule; the match itself keeps L1. */
    private boolean counts(int row) {
        boolean nearer = parameters.rule() == DecisionRule.L1 || distances[row] < rows.scalar("nearest")[row];
        return margins[row] >= parameters.confidence() && nearer;
    }

    private void goOn(int row, boolean success) {
        if (success && margins[row] >= parameters.confidence()) {
            weights.suffices(row);
            float[] nearest = rows.scalar("nearest");
            nearest[row] = (float) Math.min(nearest[row], distances[row]);
        }
        boolean over = rows.iteration()[row] + 1 >= parameters.maxIterations();
        if (over || (parameters.abortEarly() && stalled(row))) {
            if (rows.restart()[row] + 1 < parameters.searchSteps()) {
                rows.restart(row);
            } else {
                rows.finish(row);
            }
        }
    }

    private boolean stalled(int row) {
        double missing = Math.max(0, parameters.confidence() - margins[row]);
        return stall.due(row) && stall.stalled(row, distances[row] + weights.weight(row) * missing);
    }
}
