package io.gauntlet.plugins.attacks.rows;

import java.util.Arrays;

import io.gauntlet.api.attack.Rows;

/**
 * Adam (Kingma and Ba 2015, algorithm 1) for each row apart, with the moments as state of the row and its iterations as
 * the time.
 */
public final class Adam {
    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.999;
    private static final double EPSILON = 1e-8;

    private final double learningRate;
    private final HeapImage first = new HeapImage("first moment");
    private final HeapImage second = new HeapImage("second moment");
    private double rate;

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

    /** Prepares the steps of a row that has made {@code iteration} of them. */
    public void prepare(int iteration) {
        int time = iteration + 1;
        rate = learningRate * Math.sqrt(1 - Math.pow(SECOND_DECAY, time)) / (1 - Math.pow(FIRST_DECAY, time));
    }

    /** How far the i-th value moves against a gradient. To climb, add it. */
    public float step(int i, double gradient) {
        float[] m = first.values();
        float[] v = second.values();
        m[i] = (float) (FIRST_DECAY * m[i] + (1 - FIRST_DECAY) * gradient);
        v[i] = (float) (SECOND_DECAY * v[i] + (1 - SECOND_DECAY) * gradient * gradient);
        return (float) (rate * m[i] / (Math.sqrt(v[i]) + EPSILON));
    }
}
