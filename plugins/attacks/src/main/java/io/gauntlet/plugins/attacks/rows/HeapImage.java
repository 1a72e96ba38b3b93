package io.gauntlet.plugins.attacks.rows;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Rows;

/** A copy of one image of the live rows on the Java heap, where loops over values are fast; grown once and reused. */
public final class HeapImage {
    private final String name;
    private float[] values = {};

    public HeapImage(String name) {
        this.name = name;
    }

    /** Copies from the rows. */
    public void load(Rows rows) {
        INDArray image = rows.image(name);
        int length = Math.toIntExact(image.length());
        if (values.length < length) {
            values = new float[length];
        }
        Floats.get(image, values);
    }

    /** Copies back. */
    public void store(Rows rows) {
        Floats.put(values, rows.image(name));
    }

    /** The values, row after row. */
    public float[] values() {
        return values;
    }
}
