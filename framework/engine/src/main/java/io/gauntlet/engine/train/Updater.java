package io.gauntlet.engine.train;

import java.util.Arrays;
import java.util.Map;

import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.defense.TrainingOptions.Optimizer;
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
        second = new float[options.optimizer().adaptive() ? count : 0];
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

    /** What it remembers from one update to the next, by name: the arrays themselves. */
    Map<String, float[]> arrays() {
        return options.optimizer().adaptive() ? Map.of("first", first, "second", second) : Map.of("first", first);
    }

    /**
     * Updates {@code count} parameters from the one at {@code at}; ranges may be updated by several threads at once.
     *
     * @param gradient that by the first of them comes first; overwritten
     * @param update which update it is, from 0
     */
    void update(float[] parameters, float[] gradient, int at, int count, long update, double rate) {
        Optimizer rule = options.optimizer();
        if (decay.length > 0) {
            if (rule == Optimizer.ADAMW) {
                shrink(parameters, at, count, (float) rate);
            } else {
                penalise(parameters, gradient, at, count);
            }
        }
        switch (rule) {
            case SGD -> momentum(parameters, gradient, at, count, (float) rate);
            case NESTEROV -> nesterov(parameters, gradient, at, count, (float) rate);
            case ADAM, ADAMW -> {
                double updates = update + 1.0;
                double correction1 = 1 - Math.pow(BETA1, updates);
                double correction2 = 1 - Math.pow(BETA2, updates);
                float scale = (float) (1 / Math.sqrt(correction2));
                adam(parameters, gradient, at, count, (float) (rate / correction1), scale);
            }
        }
    }

    private void penalise(float[] parameters, float[] gradient, int at, int count) {
        for (int i = 0; i < count; i++) {
            gradient[i] += decay[at + i] * parameters[at + i];
        }
    }

    private void shrink(float[] parameters, int at, int count, float rate) {
        for (int i = at; i < at + count; i++) {
            parameters[i] -= rate * decay[i] * parameters[i];
        }
    }

    private void momentum(float[] parameters, float[] gradient, int at, int count, float rate) {
        float keep = (float) options.momentum();
        for (int i = 0; i < count; i++) {
            float velocity = keep * first[at + i] + gradient[i];
            first[at + i] = velocity;
            parameters[at + i] -= rate * velocity;
        }
    }

    private void nesterov(float[] parameters, float[] gradient, int at, int count, float rate) {
        float keep = (float) options.momentum();
        for (int i = 0; i < count; i++) {
            float g = gradient[i];
            float velocity = keep * first[at + i] + g;
            first[at + i] = velocity;
            parameters[at + i] -= rate * (g + keep * velocity);
        }
    }

    private void adam(float[] parameters, float[] gradient, int at, int count, float rate, float scale) {
        float keep1 = (float) BETA1;
        float keep2 = (float) BETA2;
        for (int i = 0; i < count; i++) {
            float g = gradient[i];
            float m = keep1 * first[at + i] + (1 - keep1) * g;
            float v = keep2 * second[at + i] + (1 - keep2) * (g * g);
            first[at + i] = m;
            second[at + i] = v;
            parameters[at + i] -= rate * m / ((float) Math.sqrt(v) * scale + EPSILON);
        }
    }
}
