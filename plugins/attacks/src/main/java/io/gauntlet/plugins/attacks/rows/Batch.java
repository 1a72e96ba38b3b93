package io.gauntlet.plugins.attacks.rows;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Rows;

/** Copies of the live rows on the Java heap, where loops over values are fast; grown once and reused. */
public final class Batch {
    private float[] x = {};
    private float[] original = {};
    private int length;

    /** Copies the live rows of the samples and of {@code state}. */
    public void load(Rows rows, INDArray state) {
        int values = Math.toIntExact(state.length());
        length = values / rows.live();
        if (x.length < values) {
            x = new float[values];
            original = new float[values];
        }
        Floats.get(state, x);
        Floats.get(rows.original(), original);
    }

    /** The state's values, row after row. */
    public float[] x() {
        return x;
    }

    /** The clean samples, row after row. */
    public float[] original() {
        return original;
    }

    /** The number of values in a row. */
    public int length() {
        return length;
    }
}
