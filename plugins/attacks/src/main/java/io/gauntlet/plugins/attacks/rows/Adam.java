package io.gauntlet.plugins.attacks.rows;

import java.util.Arrays;

import io.gauntlet.api.attack.Rows;

/**
 * Adam (Kingma and Ba 2015, algorithm 1) for each row apart, with the moments as state of the row and its iterations as
 * the time.
 */
public final class Adam {
    private static final float FIRST_DECAY = 0.9f;
    private static final float SECOND_DECAY = 0.999f;
    private static final float EPSILON = 1e-8f;

    private final double learningRate;
    private final HeapImage first = new HeapImage("first moment");
    private final HeapImage second = new HeapImage("second moment");
    private float[] steps = {};

    /** @param learningRate the size of a step where all gradients agree */
    public Adam(double learningRate) {
        this.learningRate = learningRate;
    }

    /** Fetches the moments. */
    public void load(Rows rows) {
        first.load(rows);
        second.load(rows);
    }

    /** Brings the moments back. */
    public void store(Rows rows) {
        first.store(rows);
        second.store(rows);
    }

    /** Forgets the moments of a row that starts or restarts, whose values begin at {@code at}. */
    public void begin(int at, int length) {
        Arrays.fill(first.values(), at, at + length, 0f);
        Arrays.fill(second.values(), at, at + length, 0f);
    }

    /**
     * How far the values of a row move against their gradients. To climb, add it.
     *
     * @param gradient holds them from {@code at} on
     * @param iteration how many steps the row has made
     * @return holds the steps from {@code at} on; overwritten by the next call
     */
    public float[] steps(float[] gradient, int at, int length, int iteration) {
        steps = steps.length < gradient.length ? new float[gradient.length] : steps;
        advance(first.values(), second.values(), gradient, at, at + length, rate(iteration + 1));
        return steps;
    }

    private float rate(int time) {
        return (float) (learningRate * Math.sqrt(1 - Math.pow(0.999, time)) / (1 - Math.pow(0.9, time)));
    }

    /** The same places in all arrays and floats throughout, so that many values are computed at once. */
    private void advance(float[] m, float[] v, float[] gradient, int from, int to, float rate) {
        float[] into = steps;
        for (int i = from; i < to; i++) {
            m[i] = FIRST_DECAY * m[i] + (1 - FIRST_DECAY) * gradient[i];
        }
        for (int i = from; i < to; i++) {
            v[i] = SECOND_DECAY * v[i] + (1 - SECOND_DECAY) * gradient[i] * gradient[i];
        }
        for (int i = from; i < to; i++) {
            into[i] = rate * m[i] / ((float) Math.sqrt(v[i]) + EPSILON);
        }
    }
}
