package io.gauntlet.plugins.attacks.nearest;

import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Gradient;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.geometry.Geometry;
import io.gauntlet.plugins.attacks.geometry.L2Geometry;
import io.gauntlet.plugins.attacks.rows.Adam;
import io.gauntlet.plugins.attacks.rows.FilteredAnswer;
import io.gauntlet.plugins.attacks.rows.FlooredMargin;
import io.gauntlet.plugins.attacks.rows.HeapImage;
import io.gauntlet.plugins.attacks.rows.Stall;
import io.gauntlet.plugins.attacks.rows.WeightSearch;

/**
 * Carlini and Wagner's search over rows. A step of the search for the weight is a restart of the row; the variable is
 * w with x = (tanh(w) + 1) / 2, so that iterates never leave the box.
 */
final class CwSearch extends NearestSearch {
    /** Keeps the arc tangent finite on the faces of the box. */
    private static final double INSIDE = 0.999999;

    private final Cw.Parameters parameters;
    private final HeapImage variable;
    private final Adam adam;
    private final WeightSearch weights;
    private final Stall stall;
    private final Geometry geometry = new L2Geometry();

    CwSearch(Rows rows, Target target, Cw.Parameters parameters) {
        super(
                rows,
                target,
                new Plan(parameters.maxIterations(), new FlooredMargin(parameters.confidence()), parameters.draws()));
        this.parameters = parameters;
        variable = new HeapImage("w");
        adam = new Adam(parameters.learningRate());
        weights = new WeightSearch(rows, parameters.initialWeight());
        stall = new Stall(rows, parameters.maxIterations());
    }

    @Override
    Answer judged(Gradient gradient) {
        return parameters.confidence() == 0
                ? gradient.answer()
                : new FilteredAnswer(gradient.answer(), candidate -> gradient.loss(candidate) >= 0);
    }

    @Override
    void load() {
        variable.load(rows());
        adam.load(rows());
    }

    @Override
    void store() {
        variable.store(rows());
        adam.store(rows());
    }

    @Override
    void begin(int row, int at) {
        weights.choose(row);
        stall.begin(row);
        adam.begin(at, length());
        for (int i = at; i < at + length(); i++) {
            double centred = (2.0 * original()[i] - 1) * INSIDE;
            variable.values()[i] = (float) (0.5 * Math.log((1 + centred) / (1 - centred)));
            x()[i] = (float) (0.5 * (tanh(variable.values()[i]) + 1));
        }
    }

    @Override
    boolean move(int row, int at, boolean success, float loss) {
        if (success) {
            weights.suffices(row);
        }
        if (parameters.abortEarly() && stalled(row, at, loss)) {
            return false;
        }
        adam.prepare(rows().iteration()[row]);
        double weight = weights.weight(row);
        float[] w = variable.values();
        float[] x = x();
        for (int i = at; i < at + length(); i++) {
            // d tanh(w) / dw = 1 - tanh(w)^2, and x is half of tanh(w) + 1.
            double centred = 2.0 * x[i] - 1;
            double slope = 0.5 * (1 - centred * centred);
            double gradient = slope * (2.0 * ((double) x[i] - original()[i]) - weight * gradients()[i]);
            w[i] -= adam.step(i, gradient);
            x[i] = (float) (0.5 * (tanh(w[i]) + 1));
        }
        return true;
    }

    /** Whether this row's own loss has not fallen since the last check; the authors' program adds up the batch. */
    private boolean stalled(int row, int at, float loss) {
        if (!stall.due(row)) {
            return false;
        }
        double distance = geometry.distance(x(), original(), at, length());
        return stall.stalled(row, distance * distance - weights.weight(row) * loss);
    }

    @Override
    void end(int row) {
        if (rows().restart()[row] + 1 < parameters.searchSteps()) {
            rows().restart(row);
        } else {
            rows().finish(row);
        }
    }

    /** By the exponential, which is several times faster than Math.tanh and as exact as a float needs. */
    private static double tanh(double value) {
        return 1 - 2 / (Math.exp(2 * value) + 1);
    }
}
