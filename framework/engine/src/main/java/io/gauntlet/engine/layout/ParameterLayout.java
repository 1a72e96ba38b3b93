package io.gauntlet.engine.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;

/** Where each layer's parameters lie in one flat array. */
public final class ParameterLayout {
    /**
     * One parameter array.
     *
     * @param name layer name and {@code .weights} or {@code .bias}
     * @param layer the layer's position in the blueprint
     * @param offset where it begins
     * @param shape its shape
     * @param bias whether it is a bias, to which weight decay does not apply
     */
    public record Slot(String name, int layer, long offset, long[] shape, boolean bias) {
        /** How many values it has. */
        public long length() {
            long length = 1;
            for (long side : shape) {
                length *= side;
            }
            return length;
        }
    }

    private final Blueprint blueprint;
    private final List<Slot> slots = new ArrayList<>();
    private long count;

    /** The parameters of a network. */
    public ParameterLayout(Blueprint blueprint) {
        this.blueprint = blueprint;
        List<long[]> shapes = blueprint.shapes();
        for (int i = 0; i < blueprint.layers().size(); i++) {
            long[] input = shapes.get(i);
            Layer layer = blueprint.layers().get(i);
            if (layer instanceof Layer.Convolution c) {
                Window window = c.window();
                add(layer, i, new long[] {
                    window.vertical().kernel(), window.horizontal().kernel(), input[2], c.channels()
                });
            } else if (layer instanceof Layer.Dense dense) {
                add(layer, i, new long[] {input[0], dense.outputs()});
            }
        }
    }

    private void add(Layer layer, int index, long[] weights) {
        for (boolean bias : new boolean[] {false, true}) {
            long[] shape = bias ? new long[] {weights[weights.length - 1]} : weights;
            Slot slot = new Slot(layer.name() + (bias ? ".bias" : ".weights"), index, count, shape, bias);
            slots.add(slot);
            count = Math.addExact(count, slot.length());
        }
    }

    /** All arrays, in order. */
    public List<Slot> slots() {
        return List.copyOf(slots);
    }

    /** The weights or the bias of a layer, by its position. */
    public Optional<Slot> slot(int layer, boolean bias) {
        return slots.stream()
                .filter(slot -> slot.layer() == layer && slot.bias() == bias)
                .findFirst();
    }

    /** How many values there are. */
    public long count() {
        return count;
    }

    /** Fresh parameters; equal seeds give equal ones. */
    public float[] draw(Seed seed) {
        float[] values = new float[Math.toIntExact(count)];
        for (Slot slot : slots) {
            int from = (int) slot.offset();
            int length = (int) slot.length();
            Layer layer = blueprint.layers().get(slot.layer());
            if (slot.bias()) {
                Arrays.fill(values, from, from + length, bias(layer));
            } else {
                long outputs = slot.shape()[slot.shape().length - 1];
                long inputs = length / outputs;
                long window = slot.shape().length == 4 ? slot.shape()[0] * slot.shape()[1] : 1;
                Draws draws = seed.derive("weights", slot.layer()).draws();
                initialisation(layer).fill(values, from, length, inputs, outputs * window, draws);
            }
        }
        return values;
    }

    private static float bias(Layer layer) {
        return layer instanceof Layer.Convolution c ? c.bias() : ((Layer.Dense) layer).bias();
    }

    private static Initialisation initialisation(Layer layer) {
        return layer instanceof Layer.Convolution c ? c.initialisation() : ((Layer.Dense) layer).initialisation();
    }
}
