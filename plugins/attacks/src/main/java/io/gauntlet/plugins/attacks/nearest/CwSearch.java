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
    private final Cw.Parameters parameters;
    private final HeapImage variable;
    private final BoxVariable box = new BoxVariable();
    private final Adam adam;
    private final WeightSearch weights;
    private final Stall stall;
    private final Geometry geometry = new L2Geometry();
    private float[] slopes = {};

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
            variable.values()[i] = BoxVariable.of(original()[i]);
        }
        box.values(variable.values(), x(), at, length());
    }

    @Override
    boolean move(int row, int at, boolean success, float loss) {
        if (success) {
            weights.suffices(row);
        }
        if (parameters.abortEarly() && stalled(row, at, loss)) {
            return false;
        }
        slopes = slopes.length < x().length ? new float[x().length] : slopes;
        slopes(x(), original(), gradients(), slopes, at, (float) weights.weight(row));
        float[] steps = adam.steps(slopes, at, length(), rows().iteration()[row]);
        float[] w = variable.values();
        for (int i = at; i < at + length(); i++) {
            w[i] -= steps[i];
        }
        box.values(w, x(), at, length());
        return true;
    }

    /** Of distance less weighted margin by the variable: d x / d w = 2 x (1 - x). */
    private void slopes(float[] x, float[] original, float[] gradients, float[] into, int at, float weight) {
        for (int i = at; i < at + length(); i++) {
            into[i] = 2 * x[i] * (1 - x[i]) * (2 * (x[i] - original[i]) - weight * gradients[i]);
        }
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
}
