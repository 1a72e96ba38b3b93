package io.gauntlet.engine.train;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.defense.LayerWeights;
import io.gauntlet.api.model.NonFiniteException;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.ParameterLayout;

/** One layer's weights as a hook sees them: copied when asked for, and then taken over. */
final class SlotWeights implements LayerWeights {
    private final float[] parameters;
    private final ParameterLayout.Slot slot;
    private final Layer layer;
    private float @Nullable [] values;

    SlotWeights(float[] parameters, ParameterLayout.Slot slot, Layer layer) {
        this.parameters = parameters;
        this.slot = slot;
        this.layer = layer;
    }

    @Override
    public String layer() {
        return layer.name();
    }

    @Override
    public Kind kind() {
        return layer instanceof Layer.Convolution ? Kind.CONVOLUTION : Kind.DENSE;
    }

    @Override
    public long[] shape() {
        return slot.shape().clone();
    }

    @Override
    public float[] values() {
        if (values == null) {
            values = Arrays.copyOfRange(parameters, from(), to());
        }
        return values;
    }

    /** Where the layer's weights begin among the parameters. */
    int from() {
        return (int) slot.offset();
    }

    /** Where they end. */
    int to() {
        return from() + (int) slot.length();
    }

    /**
     * Puts the values among the parameters.
     *
     * @return whether the hook asked for them, so that they may be others
     * @throws NonFiniteException when one is NaN or infinite
     */
    boolean takeOver() {
        if (values == null) {
            return false;
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new NonFiniteException("weights", "what the hook after an update made of " + slot.name());
            }
        }
        System.arraycopy(values, 0, parameters, from(), values.length);
        values = null;
        return true;
    }
}
