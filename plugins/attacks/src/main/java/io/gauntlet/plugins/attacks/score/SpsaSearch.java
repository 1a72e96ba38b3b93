package io.gauntlet.plugins.attacks.score;

import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.rows.HeapImage;

/** Adam (Kingma and Ba 2015, algorithm 1) on the estimates, with moments of its own for each row. */
final class SpsaSearch extends EstimateSearch {
    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.999;
    private static final double ADAM_EPSILON = 1e-8;

    private final Spsa.Parameters parameters;
    private final HeapImage first = new HeapImage("first moment");
    private final HeapImage second = new HeapImage("second moment");

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
    }

    @Override
    void load() {
        first.load(rows());
        second.load(rows());
    }

    @Override
    void store() {
        first.store(rows());
        second.store(rows());
    }

    @Override
    void begin(int row, int at) {
        for (int i = at; i < at + length(); i++) {
            first.values()[i] = 0;
            second.values()[i] = 0;
        }
        ball().draw(rows().draws(row, "start"), x(), original(), at, length(), rows().epsilon()[row]);
    }

    @Override
    void climb(int row, int at, float[] gradient, float loss) {
        int time = rows().iteration()[row] + 1;
        double rate = parameters.learningRate()
                * Math.sqrt(1 - Math.pow(SECOND_DECAY, time))
                / (1 - Math.pow(FIRST_DECAY, time));
        float[] m = first.values();
        float[] v = second.values();
        float[] x = x();
        for (int i = at; i < at + length(); i++) {
            m[i] = (float) (FIRST_DECAY * m[i] + (1 - FIRST_DECAY) * gradient[i]);
            v[i] = (float) (SECOND_DECAY * v[i] + (1 - SECOND_DECAY) * gradient[i] * gradient[i]);
            x[i] += (float) (rate * m[i] / (Math.sqrt(v[i]) + ADAM_EPSILON));
        }
    }

    @Override
    boolean again(int row) {
        return rows().restart()[row] + 1 < parameters.restarts();
    }
}
