package io.gauntlet.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;
import io.gauntlet.engine.layout.Axis;
import io.gauntlet.engine.layout.Blueprint;
import io.gauntlet.engine.layout.Function;
import io.gauntlet.engine.layout.Initialisation;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.Node;
import io.gauntlet.engine.layout.UnsupportedLayerException;
import io.gauntlet.engine.layout.Window;

/** Small networks of every kind of layer, drawn from a seed. */
public final class RandomNetworks {
    private static final List<Function> FUNCTIONS = List.of(Function.values());

    private final Draws draws;
    private final List<Node> nodes = new ArrayList<>();
    private final List<long[]> shapes = new ArrayList<>();
    private final long[] input;

    private RandomNetworks(Draws draws, long[] input) {
        this.draws = draws;
        this.input = input;
    }

    /** Any network; most have some convolutions, pooling, normalisation, residual sums and dense layers. */
    public static Blueprint draw(long number) {
        Draws draws = Seed.of(number).derive("network").draws();
        int channels = 1 + draws.index(4);
        long[] shape = {5 + draws.index(10), 5 + draws.index(10), channels};
        if (draws.index(4) == 0) {
            // Sizes that are multiples of four with one channel take the path for few channels.
            shape = new long[] {4L * (2 + draws.index(3)), 4L * (2 + draws.index(3)), 1};
        }
        return new RandomNetworks(draws, shape).network();
    }

    private Blueprint network() {
        if (draws.index(4) == 0) {
            add(new Layer.Scale("scale", 1.5f, -0.4f));
        }
        int steps = draws.index(6);
        for (int i = 0; i < steps; i++) {
            try {
                add(draws.index(3) == 0 ? rare(i, shape(last())) : picture(i, shape(last())));
            } catch (UnsupportedLayerException e) {
                continue;
            }
            if (draws.index(3) == 0) {
                add(new Layer.BatchNormalisation("norm" + i, 1e-3f, 0.9f));
            }
            residual(i);
            if (draws.coin()) {
                add(activation("activation" + i));
            }
        }
        row();
        int classes = 2 + draws.index(9);
        add(new Layer.Dense("last", classes, Initialisation.GLOROT_NORMAL, -0.1f));
        return new Blueprint(input, classes, nodes);
    }

    /** What comes after pictures. */
    private void row() {
        add(new Layer.Flatten("flatten"));
        if (draws.coin()) {
            add(new Layer.Dense("hidden", 3 + draws.index(20), draws.coin(), Initialisation.HE_NORMAL, 0.05f));
            if (draws.index(4) == 0) {
                add(new Layer.BatchNormalisation("norm-hidden", 1e-3f, 0.9f));
            }
            add(activation("activation-hidden"));
        }
        if (draws.index(6) == 0) {
            add(new Layer.Softmax("softmax"));
        }
        if (draws.index(6) == 0) {
            add(new Layer.Reshape("reshape", new long[] {1, shape(last())[0], 1}));
            add(new Layer.Permute("permute", new int[] {2, 0, 1}));
            add(new Layer.Flatten("flatten-again"));
        }
    }

    private Layer activation(String name) {
        if (draws.index(3) == 0) {
            return new Layer.Activation(name, Function.RELU, 0f);
        }
        if (draws.index(8) == 0) {
            return new Layer.Clip(name, -0.5f, draws.coin() ? 0.8f : Float.POSITIVE_INFINITY);
        }
        Function function = FUNCTIONS.get(draws.index(FUNCTIONS.size()));
        float[] slopes = {0.01f, 0.3f, 1f, -0.2f};
        boolean sloped = function == Function.LEAKY_RELU || function == Function.ELU;
        return new Layer.Activation(name, function, sloped ? slopes[draws.index(slopes.length)] : 0f);
    }

    /** A layer of a kind of which few networks have many. */
    private Layer rare(int i, long[] at) {
        return switch (draws.index(6)) {
            case 0 -> new Layer.Pad("pad" + i, draws.index(3), draws.index(3), draws.index(3), draws.index(3));
            case 1 ->
                at[0] * at[1] > 60
                        ? new Layer.Permute("permute" + i, new int[] {1, 0, 2})
                        : new Layer.Upsample("upsample" + i, 1 + draws.index(2), 1 + draws.index(3));
            case 2 -> new Layer.Permute("permute" + i, draws.coin() ? new int[] {2, 0, 1} : new int[] {1, 2, 0});
            case 3 -> new Layer.Softmax("softmax" + i);
            case 4 -> new Layer.Pool("pool" + i, new Window(uneven(), uneven()), draws.coin(), draws.coin());
            default -> grouped(i, (int) at[2]);
        };
    }

    private Layer grouped(int i, int channels) {
        int groups = draws.coin() ? channels : 2;
        return new Layer.Convolution(
                "conv" + i,
                new Window(uneven(), uneven()),
                groups * (1 + draws.index(3)),
                groups,
                draws.coin(),
                Initialisation.HE_NORMAL,
                0.1f);
    }

    /** Another padding before than after, or dilation. */
    private Axis uneven() {
        int kernel = 1 + draws.index(4);
        return new Axis(kernel, 1 + draws.index(3), draws.index(kernel), draws.index(kernel), 1 + draws.index(3) / 2);
    }

    /** Joins what flows with an earlier output of the same shape, where there is one. */
    private void residual(int i) {
        List<Integer> fitting = new ArrayList<>();
        for (int node = Node.INPUT; node < last(); node++) {
            if (Arrays.equals(shape(node), shape(last()))) {
                fitting.add(node);
            }
        }
        if (!fitting.isEmpty() && draws.index(3) > 0) {
            int other = fitting.get(draws.index(fitting.size()));
            if (draws.index(4) == 0) {
                Layer join = draws.coin() ? new Layer.Product("product" + i) : new Layer.Concatenation("join" + i);
                add(join, List.of(last(), other));
                return;
            }
            Layer sum = draws.coin() ? Layer.Sum.of("sum" + i, 2) : new Layer.Sum("sum" + i, new float[] {0.5f, 1f});
            add(sum, draws.coin() ? List.of(last(), other) : List.of(other, last()));
        }
    }

    private int last() {
        return nodes.size() - 1;
    }

    private long[] shape(int node) {
        return node == Node.INPUT ? input : shapes.get(node);
    }

    private void add(Layer layer) {
        add(layer, List.of(last()));
    }

    private void add(Layer layer, List<Integer> inputs) {
        shapes.add(layer.outputShape(inputs.stream().map(this::shape).toArray(long[][]::new)));
        nodes.add(new Node(layer, inputs));
    }

    private Layer picture(int i, long[] at) {
        if (draws.index(3) == 0) {
            boolean same = draws.index(4) == 0;
            int kernel = 2 + draws.index(2);
            int stride = 1 + draws.index(kernel);
            Window window = new Window(
                    same ? Axis.same(kernel, stride, 1, (int) at[0]) : Axis.valid(kernel, stride),
                    same ? Axis.same(kernel, stride, 1, (int) at[1]) : Axis.valid(kernel, stride));
            return new Layer.Pool("pool" + i, window, draws.coin());
        }
        Window window;
        if (draws.index(3) == 0) {
            int kernel = 1 + draws.index(5);
            int stride = 1 + draws.index(3);
            int dilation = stride == 1 ? 1 + draws.index(2) : 1;
            window = new Window(
                    Axis.same(kernel, stride, dilation, (int) at[0]), Axis.same(kernel, stride, dilation, (int) at[1]));
        } else {
            window = draws.index(4) == 0 ? new Window(uneven(), uneven()) : new Window(axis(), axis());
        }
        int channels = draws.coin() ? (int) at[2] : 1 + draws.index(6);
        return new Layer.Convolution("conv" + i, window, channels, 1, draws.coin(), Initialisation.HE_NORMAL, 0.1f);
    }

    private Axis axis() {
        int kernel = 1 + draws.index(5);
        int padding = draws.index(kernel);
        return new Axis(kernel, 1 + draws.index(3), padding, padding, 1);
    }
}
