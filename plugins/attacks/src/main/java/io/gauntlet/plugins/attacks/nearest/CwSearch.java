package io.gauntlet.plugins.attacks.nearest;

import java.util.Arrays;

import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Gradient;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.model.Output;
import io.gauntlet.plugins.attacks.geometry.Geometry;
import io.gauntlet.plugins.attacks.geometry.L2Geometry;
import io.gauntlet.plugins.attacks.rows.FilteredAnswer;
import io.gauntlet.plugins.attacks.rows.HeapImage;

/**
 * Carlini and Wagner's search over rows. A step of the search for the weight is a restart of the row; the variable is
 * w with x = (tanh(w) + 1) / 2, so that iterates never leave the box.
 */
final class CwSearch extends NearestSearch {
    /** Keeps the arc tangent finite on the faces of the box. */
    private static final double INSIDE = 0.999999;

    /** A weight that stands for "none has sufficed yet"; the authors' value. */
    private static final float NO_WEIGHT = 1e10f;

    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.999;
    private static final double ADAM_EPSILON = 1e-8;
    private static final int CHECKS = 10;
    private static final float FALLEN = 0.9999f;

    private final Cw.Parameters parameters;
    private final HeapImage variable;
    private final HeapImage first;
    private final HeapImage second;
    private final Geometry geometry = new L2Geometry();

    CwSearch(Rows rows, Target target, Cw.Parameters parameters) {
        super(rows, target, new Plan(parameters.maxIterations(), floored(parameters.confidence()), parameters.draws()));
        this.parameters = parameters;
        variable = new HeapImage("w");
        first = new HeapImage("first moment");
        second = new HeapImage("second moment");
    }

    /** The margin less the confidence, at most 0: f6 of the paper with its sign turned. Zero exactly where it suffices. */
    private static Loss floored(double confidence) {
        Loss margin = Losses.margin();
        return (Output output, int label, int goal, Output gradient) -> {
            float missing = (float) (margin.apply(output, label, goal, gradient) - confidence);
            if (missing < 0) {
                return missing;
            }
            Arrays.fill(gradient.logits(), 0f);
            return 0;
        };
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
        first.load(rows());
        second.load(rows());
    }

    @Override
    void store() {
        variable.store(rows());
        first.store(rows());
        second.store(rows());
    }

    @Override
    void begin(int row, int at) {
        chooseWeight(row);
        rows().scalar("won")[row] = 0;
        rows().scalar("loss")[row] = Float.POSITIVE_INFINITY;
        for (int i = at; i < at + length(); i++) {
            double centred = (2.0 * original()[i] - 1) * INSIDE;
            variable.values()[i] = (float) (0.5 * Math.log((1 + centred) / (1 - centred)));
            first.values()[i] = 0;
            second.values()[i] = 0;
            x()[i] = (float) (0.5 * (tanh(variable.values()[i]) + 1));
        }
    }

    /** Halves the interval of weights, or multiplies by ten while none has sufficed. */
    private void chooseWeight(int row) {
        float[] weight = rows().scalar("weight");
        float[] low = rows().scalar("low");
        float[] high = rows().scalar("high");
        if (rows().restart()[row] == 0) {
            weight[row] = (float) parameters.initialWeight();
            low[row] = 0;
            high[row] = NO_WEIGHT;
            return;
        }
        if (rows().scalar("won")[row] == 1) {
            high[row] = Math.min(high[row], weight[row]);
        } else {
            low[row] = Math.max(low[row], weight[row]);
        }
        weight[row] = high[row] < NO_WEIGHT ? 0.5f * (low[row] + high[row]) : Math.min(NO_WEIGHT, 10 * weight[row]);
    }

    @Override
    boolean move(int row, int at, boolean success, float loss) {
        if (success) {
            rows().scalar("won")[row] = 1;
        }
        if (parameters.abortEarly() && stalled(row, at, loss)) {
            return false;
        }
        int time = rows().iteration()[row] + 1;
        double rate = parameters.learningRate()
                * Math.sqrt(1 - Math.pow(SECOND_DECAY, time))
                / (1 - Math.pow(FIRST_DECAY, time));
        double weight = rows().scalar("weight")[row];
        float[] w = variable.values();
        float[] m = first.values();
        float[] v = second.values();
        float[] x = x();
        for (int i = at; i < at + length(); i++) {
            // d tanh(w) / dw = 1 - tanh(w)^2, and x is half of tanh(w) + 1.
            double centred = 2.0 * x[i] - 1;
            double slope = 0.5 * (1 - centred * centred);
            double gradient = slope * (2.0 * ((double) x[i] - original()[i]) - weight * gradients()[i]);
            m[i] = (float) (FIRST_DECAY * m[i] + (1 - FIRST_DECAY) * gradient);
            v[i] = (float) (SECOND_DECAY * v[i] + (1 - SECOND_DECAY) * gradient * gradient);
            w[i] -= (float) (rate * m[i] / (Math.sqrt(v[i]) + ADAM_EPSILON));
            x[i] = (float) (0.5 * (tanh(w[i]) + 1));
        }
        return true;
    }

    /** Whether this row's own loss has not fallen since the last check; the authors' program adds up the batch. */
    private boolean stalled(int row, int at, float loss) {
        int every = Math.max(1, parameters.maxIterations() / CHECKS);
        if (rows().iteration()[row] % every != 0) {
            return false;
        }
        double distance = geometry.distance(x(), original(), at, length());
        float now = (float) (distance * distance - rows().scalar("weight")[row] * (double) loss);
        float[] before = rows().scalar("loss");
        if (now > before[row] * FALLEN) {
            return true;
        }
        before[row] = now;
        return false;
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
