package io.gauntlet.engine.train;

import java.util.Arrays;

import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.layout.Role;

/**
 * The update rules, on flat arrays on the heap: one pass over all of them, which the JIT compiles to vector
 * instructions; two to five times faster than libnd4j's updaters.
 */
final class Updater {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final float EPSILON = 1e-8f;

    private final TrainingOptions options;
    private final float[] decay;
    private final float[] first;
    private final float[] second;

    Updater(TrainingOptions options, ParameterLayout layout) {
        this.options = options;
        int count = Math.toIntExact(layout.learned());
        first = new float[count];
        second = new float[options.optimizer() == TrainingOptions.Optimizer.ADAM ? count : 0];
        decay = new float[options.weightDecay() > 0 ? count : 0];
        if (decay.length > 0) {
            for (ParameterLayout.Slot slot : layout.slots()) {
                if (slot.role() == Role.WEIGHTS) {
                    int from = (int) slot.offset();
                    Arrays.fill(decay, from, from + (int) slot.length(), (float) options.weightDecay());
                }
            }
        }
    }

    /** Updates the parameters from {@code from} to {@code to}; ranges may be updated by several threads at once. */
    void update(float[] parameters, float[] gradient, long update, double rate, int from, int to) {
        if (decay.length > 0) {
            for (int i = from; i < to; i++) {
                gradient[i] += decay[i] * parameters[i];
            }
        }
        if (options.optimizer() == TrainingOptions.Optimizer.ADAM) {
            double updates = update + 1.0;
            double correction1 = 1 - Math.pow(BETA1, updates);
            double correction2 = 1 - Math.pow(BETA2, updates);
            adam(parameters, gradient, (float) (rate / correction1), (float) (1 / Math.sqrt(correction2)), from, to);
        } else {
            momentum(parameters, gradient, (float) rate, from, to);
        }
    }

    private void momentum(float[] parameters, float[] gradient, float rate, int from, int to) {
        float keep = (float) options.momentum();
        for (int i = from; i < to; i++) {
            float velocity = keep * first[i] + gradient[i];
            first[i] = velocity;
            parameters[i] -= rate * velocity;
        }
    }

    private void adam(float[] parameters, float[] gradient, float rate, float scale, int from, int to) {
        float keep1 = (float) BETA1;
        float keep2 = (float) BETA2;
        for (int i = from; i < to; i++) {
            float g = gradient[i];
            float m = keep1 * first[i] + (1 - keep1) * g;
            float v = keep2 * second[i] + (1 - keep2) * (g * g);
            first[i] = m;
            second[i] = v;
            parameters[i] -= rate * m / ((float) Math.sqrt(v) * scale + EPSILON);
        }
    }
}
