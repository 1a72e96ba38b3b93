package io.gauntlet.plugins.attacks.score;

import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.rows.Adam;

/** Adam on the estimates, with moments of its own for each row. */
final class SpsaSearch extends EstimateSearch {
    private final Spsa.Parameters parameters;
    private final Adam adam;

    SpsaSearch(Rows rows, Target target, Spsa.Parameters parameters) {
        super(
                rows,
                target,
                new SlopeEstimate(
                        rows,
                        target,
                        SlopeEstimate.Direction.SIGN,
                        parameters.pairs(),
                        parameters.delta(),
                        parameters.loss().loss()),
                parameters.steps());
        this.parameters = parameters;
        adam = new Adam(parameters.learningRate());
    }

    @Override
    void load() {
        adam.load(rows());
    }

    @Override
    void store() {
        adam.store(rows());
    }

    @Override
    void begin(int row, int at) {
        adam.begin(at, length());
        ball().draw(rows().draws(row, "start"), x(), original(), at, length(), rows().epsilon()[row]);
    }

    @Override
    void climb(int row, int at, float[] gradient, float loss) {
        float[] steps = adam.steps(gradient, at, length(), rows().iteration()[row]);
        float[] x = x();
        for (int i = at; i < at + length(); i++) {
            x[i] += steps[i];
        }
    }

    @Override
    boolean again(int row) {
        return rows().restart()[row] + 1 < parameters.restarts();
    }
}
