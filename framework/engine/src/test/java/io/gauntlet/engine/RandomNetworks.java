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
                add(picture(i, shape(last())));
            } catch (UnsupportedLayerException e) {
                continue;
            }
            if (draws.index(3) == 0) {
                add(new Layer.BatchNormalisation("norm" + i, 1e-3f, 0.9f));
            }
            residual(i);
            if (draws.coin()) {
                add(new Layer.Activation("relu" + i, Function.RELU, 0f));
            }
        }
        add(new Layer.Flatten("flatten"));
        if (draws.coin()) {
            add(new Layer.Dense("hidden", 3 + draws.index(20), draws.coin(), Initialisation.HE_NORMAL, 0.05f));
            add(new Layer.Activation("relu-hidden", Function.RELU, 0f));
        }
        int classes = 2 + draws.index(9);
        add(new Layer.Dense("last", classes, Initialisation.GLOROT_NORMAL, -0.1f));
        return new Blueprint(input, classes, nodes);
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
            window = new Window(axis(), axis());
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
