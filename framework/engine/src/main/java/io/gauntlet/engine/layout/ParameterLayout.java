package io.gauntlet.engine.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;

/** Where each layer's parameters lie in one flat array: first those that are learned, then running statistics. */
public final class ParameterLayout {
    /**
     * One parameter array.
     *
     * @param name layer name, a dot and the role's word
     * @param node the layer's position in the blueprint
     * @param role what it is for
     * @param offset where it begins
     * @param shape its shape
     */
    public record Slot(String name, int node, Role role, long offset, long[] shape) {
        /** How many values it has. */
        public long length() {
            return Shapes.length(shape);
        }
    }

    private final Blueprint blueprint;
    private final List<Slot> slots = new ArrayList<>();
    private final long learned;
    private long count;

    /** The parameters of a network. */
    public ParameterLayout(Blueprint blueprint) {
        this.blueprint = blueprint;
        List<long[]> outputs = blueprint.outputShapes();
        for (int i = 0; i < blueprint.nodes().size(); i++) {
            addLearned(i, blueprint.inputShapes(i, outputs));
        }
        learned = count;
        for (int i = 0; i < blueprint.nodes().size(); i++) {
            if (blueprint.layer(i) instanceof Layer.BatchNormalisation) {
                long[] shape = outputs.get(i);
                add(i, Role.MEAN, shape[shape.length - 1]);
                add(i, Role.VARIANCE, shape[shape.length - 1]);
            }
        }
    }

    private void addLearned(int node, long[][] inputs) {
        Layer layer = blueprint.layer(node);
        if (layer instanceof Layer.Convolution c) {
            Window window = c.window();
            long height = window.vertical().kernel();
            long width = window.horizontal().kernel();
            add(node, Role.WEIGHTS, height, width, inputs[0][2] / c.groups(), c.channels());
            if (c.biased()) {
                add(node, Role.BIAS, c.channels());
            }
        } else if (layer instanceof Layer.Dense dense) {
            add(node, Role.WEIGHTS, inputs[0][0], dense.outputs());
            if (dense.biased()) {
                add(node, Role.BIAS, dense.outputs());
            }
        } else if (layer instanceof Layer.BatchNormalisation) {
            long channels = inputs[0][inputs[0].length - 1];
            add(node, Role.SCALE, channels);
            add(node, Role.SHIFT, channels);
        }
    }

    private void add(int node, Role role, long... shape) {
        Slot slot = new Slot(blueprint.layer(node).name() + "." + role.word(), node, role, count, shape);
        slots.add(slot);
        count = Math.addExact(count, slot.length());
    }

    /** The layer of a node. */
    public Layer layer(int node) {
        return blueprint.layer(node);
    }

    /** All arrays, in order. */
    public List<Slot> slots() {
        return List.copyOf(slots);
    }

    /** An array of a node. */
    public Optional<Slot> slot(int node, Role role) {
        return slots.stream()
                .filter(slot -> slot.node() == node && slot.role() == role)
                .findFirst();
    }

    /** How many values there are. */
    public long count() {
        return count;
    }

    /** How many of them, from the first, are learned. */
    public long learned() {
        return learned;
    }

    /** Fresh parameters; equal seeds give equal ones. */
    public float[] draw(Seed seed) {
        float[] values = new float[Math.toIntExact(count)];
        for (Slot slot : slots) {
            int from = (int) slot.offset();
            int length = (int) slot.length();
            Layer layer = blueprint.layer(slot.node());
            switch (slot.role()) {
                case WEIGHTS -> weights(values, slot, layer, seed);
                case BIAS -> Arrays.fill(values, from, from + length, bias(layer));
                case SCALE, VARIANCE -> Arrays.fill(values, from, from + length, 1f);
                case SHIFT, MEAN -> Arrays.fill(values, from, from + length, 0f);
            }
        }
        return values;
    }

    private static void weights(float[] values, Slot slot, Layer layer, Seed seed) {
        long outputs = slot.shape()[slot.shape().length - 1];
        long window = slot.shape().length == 4 ? slot.shape()[0] * slot.shape()[1] : 1;
        int groups = layer instanceof Layer.Convolution c ? c.groups() : 1;
        Draws draws = seed.derive("weights", slot.node()).draws();
        initialisation(layer)
                .fill(
                        values,
                        (int) slot.offset(),
                        (int) slot.length(),
                        slot.length() / outputs,
                        outputs * window / groups,
                        draws);
    }

    private static float bias(Layer layer) {
        return layer instanceof Layer.Convolution c ? c.bias() : ((Layer.Dense) layer).bias();
    }

    private static Initialisation initialisation(Layer layer) {
        return layer instanceof Layer.Convolution c ? c.initialisation() : ((Layer.Dense) layer).initialisation();
    }
}
