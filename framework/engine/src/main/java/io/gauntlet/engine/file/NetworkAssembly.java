package io.gauntlet.engine.file;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import io.gauntlet.api.model.NonFiniteException;
import io.gauntlet.engine.layout.Blueprint;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.Node;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.layout.Role;
import io.gauntlet.engine.layout.UnsupportedLayerException;
import io.gauntlet.engine.network.CompiledNetwork;

/**
 * A network that is put together, layer by layer, from a foreign file: pictures are height x width x channels. It bounds
 * what a file can make it allocate. Layers on which the output does not depend are left out in the end.
 */
public final class NetworkAssembly {
    /** The most values that one layer may yield for one sample. */
    public static final long MOST_VALUES = 1L << 26;

    private static final int MOST_NODES = 100_000;
    private static final int LONGEST_NAME = 60;

    private record Part(Layer layer, List<Integer> inputs, Map<Role, float[]> weights, long[] shape) {}

    private final String file;
    private final long[] shape;
    private final List<Part> parts = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private long budget;

    /**
     * An empty network.
     *
     * @param file for messages; the name of the network
     * @param shape of one sample
     * @throws DamagedFileException when a sample has too many values
     */
    public NetworkAssembly(String file, long... shape) {
        this.file = file;
        this.shape = shape.clone();
        // The file, the weights of the layers and the flat array of all parameters are in memory at the same time.
        budget = Math.min(1L << 28, Runtime.getRuntime().maxMemory() / 12);
        for (long side : shape) {
            if (side < 1 || side > MOST_VALUES) {
                throw new DamagedFileException(
                        "The file " + file + " takes samples of the impossible shape " + Arrays.toString(shape) + ".");
            }
        }
        length(shape, "input");
    }

    /** The file's name. */
    public String file() {
        return file;
    }

    /**
     * Room for weights.
     *
     * @param layer for messages
     * @throws UnsupportedLayerException when the network would have more parameters than fit
     */
    public float[] room(String layer, long... sides) {
        long length = 1;
        for (long side : sides) {
            if (side < 0 || (side > 0 && length > budget / side)) {
                throw new UnsupportedLayerException(
                        layer,
                        "has weights of the shape " + Arrays.toString(sides)
                                + ", which do not fit; a network may have 268 million parameters, and the Java heap must"
                                + " hold 12 bytes for each (set it with -Xmx)");
            }
            length *= side;
        }
        budget -= length;
        return new float[(int) length];
    }

    /** A name for a layer that no other has, made of characters that are safe in files. */
    public String unique(String wanted) {
        String plain = wanted.replaceAll("[^A-Za-z0-9_.-]+", "_").replaceAll("^[_.]+", "");
        String base = plain.isEmpty() ? "layer" : plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
        String name = base;
        for (int i = 2; !names.add(name); i++) {
            name = base + "-" + i;
        }
        return name;
    }

    /** Adds a layer without weights. @return its node */
    public int add(Layer layer, int... inputs) {
        return add(layer, Map.of(), inputs);
    }

    /**
     * Adds a layer.
     *
     * @param weights one array for each role that the layer has; a missing one of a batch normalisation stands for no
     *     change
     * @param inputs nodes that were added before, or {@link Node#INPUT}
     * @return its node
     * @throws UnsupportedLayerException when it does not fit its inputs or yields too many values
     */
    public int add(Layer layer, Map<Role, float[]> weights, int... inputs) {
        if (parts.size() >= MOST_NODES) {
            throw new UnsupportedLayerException(layer.name(), "is one of more than " + MOST_NODES + " layers");
        }
        if (layer instanceof Layer.Scale scale) {
            finite(scale.factors());
            finite(scale.terms());
        }
        for (float[] values : weights.values()) {
            finite(values);
        }
        long[] output =
                layer.outputShape(IntStream.of(inputs).mapToObj(this::shape).toArray(long[][]::new));
        length(output, layer.name());
        parts.add(new Part(layer, IntStream.of(inputs).boxed().toList(), Map.copyOf(weights), output));
        return parts.size() - 1;
    }

    private void finite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new DamagedFileException("The file " + file + " holds weights that are not numbers.");
            }
        }
    }

    private static void length(long[] shape, String layer) {
        long length = 1;
        for (long side : shape) {
            if (side < 1 || length > MOST_VALUES / side) {
                throw new UnsupportedLayerException(
                        layer,
                        "yields " + Arrays.toString(shape) + " for each sample; the limit is " + MOST_VALUES
                                + " values");
            }
            length *= side;
        }
    }

    /** The shape of a node's output for one sample. */
    public long[] shape(int node) {
        return node == Node.INPUT ? shape.clone() : parts.get(node).shape.clone();
    }

    /** The layer of a node other than the input. */
    public Layer layer(int node) {
        return parts.get(node).layer;
    }

    /** What a node other than the input takes. */
    public List<Integer> inputs(int node) {
        return parts.get(node).inputs;
    }

    /** The weights of a node other than the input. */
    public Map<Role, float[]> weights(int node) {
        return parts.get(node).weights;
    }

    /**
     * The network that yields a node's output, a row of values for each sample.
     *
     * @param block samples to compute together
     */
    public CompiledNetwork network(int output, int block) {
        if (output == Node.INPUT || shape(output).length != 1) {
            throw new UnsupportedLayerException(
                    output == Node.INPUT ? "graph" : layer(output).name(),
                    "is the last but does not yield a row of values for each sample");
        }
        List<Integer> live = live(output);
        Map<Integer, Integer> places = new HashMap<>(Map.of(Node.INPUT, Node.INPUT));
        List<Node> nodes = new ArrayList<>();
        for (int node : live) {
            places.put(node, nodes.size());
            nodes.add(
                    new Node(layer(node), inputs(node).stream().map(places::get).toList()));
        }
        Blueprint blueprint = new Blueprint(shape, (int) shape(output)[0], nodes);
        ParameterLayout layout = new ParameterLayout(blueprint);
        if (layout.count() == 0) {
            throw new UnsupportedLayerException("graph", "has no weights");
        }
        try {
            return CompiledNetwork.of(file, blueprint, values(layout, live), block);
        } catch (NonFiniteException e) {
            throw new DamagedFileException("The file " + file + " holds weights that are not numbers.", e);
        }
    }

    private List<Integer> live(int output) {
        Set<Integer> live = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(output));
        while (!open.isEmpty()) {
            int node = open.pop();
            if (node != Node.INPUT && live.add(node)) {
                open.addAll(inputs(node));
            }
        }
        return live.stream().sorted().toList();
    }

    private float[] values(ParameterLayout layout, List<Integer> live) {
        float[] values = new float[Math.toIntExact(layout.count())];
        for (ParameterLayout.Slot slot : layout.slots()) {
            float[] part = weights(live.get(slot.node())).get(slot.role());
            int from = (int) slot.offset();
            if (part == null) {
                if (slot.role() == Role.WEIGHTS || slot.role() == Role.BIAS) {
                    throw new IllegalStateException("The layer lacks " + slot.name() + ".");
                }
                boolean one = slot.role() == Role.SCALE || slot.role() == Role.VARIANCE;
                Arrays.fill(values, from, from + (int) slot.length(), one ? 1f : 0f);
            } else if (part.length != slot.length()) {
                throw new UnsupportedLayerException(
                        layout.layer(slot.node()).name(),
                        "has " + part.length + " values as " + slot.role().word() + "; it needs " + slot.length());
            } else {
                System.arraycopy(part, 0, values, from, part.length);
            }
        }
        return values;
    }
}
