package io.gauntlet.engine.plan;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

import io.gauntlet.api.model.NonFiniteException;
import io.gauntlet.engine.backend.Backend;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.layout.ParameterLayout;

/**
 * A network's parameters in one flat array, which any number of plans read. Writing while a plan runs is a mistake of
 * the caller.
 */
public final class Parameters implements AutoCloseable {
    private final ParameterLayout layout;
    private final INDArray flat;
    private long version = 1;

    /**
     * With given values.
     *
     * @throws NonFiniteException when one is NaN or infinite
     */
    public Parameters(ParameterLayout layout, float[] values) {
        Backend.load();
        this.layout = layout;
        // An array of no values has no memory.
        flat = Memory.zeros(Math.max(1, layout.count()));
        write(values);
    }

    /** Where each layer's parameters lie. */
    public ParameterLayout layout() {
        return layout;
    }

    /** A copy of all values. */
    public float[] values() {
        float[] values = new float[Math.toIntExact(layout.count())];
        Memory.read(flat, 0, values, 0, values.length);
        return values;
    }

    /**
     * Replaces all values. A ReLU turns NaN into 0, so that it would not show in the logits: it is refused here.
     *
     * @throws NonFiniteException when one is NaN or infinite, naming the array
     */
    public void write(float[] values) {
        if (values.length != layout.count()) {
            throw new IllegalArgumentException(
                    "The network has " + layout.count() + " parameters, not " + values.length + ".");
        }
        for (ParameterLayout.Slot slot : layout.slots()) {
            for (int i = 0; i < slot.length(); i++) {
                if (!Float.isFinite(values[(int) slot.offset() + i])) {
                    throw new NonFiniteException("parameters", slot.name());
                }
            }
        }
        overwrite(values, 0, values.length);
        changed();
    }

    /**
     * Replaces the values from {@code from} to {@code to}, which the caller has checked. Ranges may be written by
     * several threads at once; {@link #changed} must follow.
     */
    public void overwrite(float[] values, int from, int to) {
        Memory.write(values, from, flat, from, to - from);
    }

    /** Tells plans that values were overwritten. */
    public void changed() {
        version++;
    }

    /** Grows with each change. */
    long version() {
        return version;
    }

    /** The part of a flat array like this one that belongs to a slot, sharing memory. */
    static INDArray view(INDArray flat, ParameterLayout.Slot slot) {
        return flat.get(NDArrayIndex.interval(slot.offset(), slot.offset() + slot.length()))
                .reshape('c', slot.shape());
    }

    INDArray view(ParameterLayout.Slot slot) {
        return view(flat, slot);
    }

    @Override
    public void close() {
        if (!flat.wasClosed()) {
            flat.close();
        }
    }
}
