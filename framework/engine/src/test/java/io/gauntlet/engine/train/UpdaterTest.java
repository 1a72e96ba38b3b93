package io.gauntlet.engine.train;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.defense.TrainingOptions.Optimizer;
import io.gauntlet.engine.layout.Blueprint;
import io.gauntlet.engine.layout.Initialisation;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.ParameterLayout;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The update rules against their papers' formulas in double precision. */
class UpdaterTest {
    private static final double MOMENTUM = 0.8;
    private static final double DECAY = 0.05;
    private static final double RATE = 0.02;

    private static final ParameterLayout LAYOUT = new ParameterLayout(Blueprint.sequence(
            new long[] {5},
            4,
            List.of(
                    new Layer.BatchNormalisation("norm", 1e-5f, 0.9f),
                    new Layer.Dense("dense", 4, Initialisation.HE_NORMAL, 0.1f))));

    @ParameterizedTest
    @EnumSource(Optimizer.class)
    void isTheFormula(Optimizer optimizer) {
        TrainingOptions options = TrainingOptions.sgd(1, 1, RATE)
                .withOptimizer(optimizer)
                .withMomentum(MOMENTUM)
                .withWeightDecay(DECAY);
        Updater updater = new Updater(options, LAYOUT);
        float[] parameters = LAYOUT.draw(Seed.of(1));
        int learned = (int) LAYOUT.learned();
        double[] expected = new double[learned];
        double[] first = new double[learned];
        double[] second = new double[learned];
        for (int i = 0; i < learned; i++) {
            expected[i] = parameters[i];
        }
        Draws draws = Seed.of(2).draws();
        for (int update = 0; update < 5; update++) {
            float[] gradient = new float[learned];
            draws.fillGaussian(gradient, 1);
            for (int i = 0; i < learned; i++) {
                expected[i] = step(optimizer, expected[i], gradient[i], decay(i), update, first, second, i);
            }
            // In two ranges, as two threads do.
            float[] rest = java.util.Arrays.copyOfRange(gradient, 7, learned);
            updater.update(parameters, gradient, 0, 7, update, RATE);
            updater.update(parameters, rest, 7, learned - 7, update, RATE);
        }
        for (int i = 0; i < learned; i++) {
            assertEquals(expected[i], parameters[i], 2e-6 * (1 + Math.abs(expected[i])), "parameter " + i);
        }
    }

    /** Only the dense layer's weights, which follow the normalisation's scale and shift, decay. */
    private static double decay(int i) {
        return i >= 10 && i < 30 ? DECAY : 0;
    }

    private static double step(
            Optimizer optimizer, double w, double g, double decay, int update, double[] m, double[] v, int i) {
        double gradient = optimizer == Optimizer.ADAMW ? g : g + decay * w;
        switch (optimizer) {
            case SGD -> {
                m[i] = MOMENTUM * m[i] + gradient;
                return w - RATE * m[i];
            }
            case NESTEROV -> {
                m[i] = MOMENTUM * m[i] + gradient;
                return w - RATE * (gradient + MOMENTUM * m[i]);
            }
            default -> {
                m[i] = 0.9 * m[i] + 0.1 * gradient;
                v[i] = 0.999 * v[i] + 0.001 * gradient * gradient;
                double corrected = m[i] / (1 - Math.pow(0.9, update + 1));
                double scale = Math.sqrt(v[i] / (1 - Math.pow(0.999, update + 1))) + 1e-8;
                double shrunk = optimizer == Optimizer.ADAMW ? w - RATE * decay * w : w;
                return shrunk - RATE * corrected / scale;
            }
        }
    }
}
