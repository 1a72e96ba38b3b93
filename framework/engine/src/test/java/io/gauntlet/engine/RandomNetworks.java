package io.gauntlet.engine;

import java.util.ArrayList;
import java.util.List;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;
import io.gauntlet.engine.layout.Axis;
import io.gauntlet.engine.layout.Blueprint;
import io.gauntlet.engine.layout.Initialisation;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.UnsupportedLayerException;
import io.gauntlet.engine.layout.Window;

/** Small networks of every kind of layer, drawn from a seed. */
public final class RandomNetworks {
    private RandomNetworks() {}

    /** Any network; most have one to three convolutions, some pooling, and dense layers. */
    public static Blueprint draw(long number) {
        Draws draws = Seed.of(number).derive("network").draws();
        List<Layer> layers = new ArrayList<>();
        int channels = 1 + draws.index(4);
        long[] shape = {5 + draws.index(10), 5 + draws.index(10), channels};
        if (draws.index(4) == 0) {
            // Sizes that are multiples of four with one channel take the path for few channels.
            shape = new long[] {4L * (2 + draws.index(3)), 4L * (2 + draws.index(3)), 1};
        }
        long[] at = shape;
        if (draws.index(4) == 0) {
            layers.add(new Layer.Scale("scale", 1.5f, -0.4f));
        }
        int steps = draws.index(5);
        for (int i = 0; i < steps; i++) {
            Layer layer = picture(draws, i, at);
            try {
                at = layer.outputShape(at);
                layers.add(layer);
            } catch (UnsupportedLayerException e) {
                continue;
            }
            if (draws.coin()) {
                layers.add(new Layer.Relu("relu" + i));
            }
        }
        layers.add(new Layer.Flatten("flatten"));
        if (draws.coin()) {
            layers.add(new Layer.Dense("hidden", 3 + draws.index(20), Initialisation.HE_NORMAL, 0.05f));
            layers.add(new Layer.Relu("relu-hidden"));
        }
        int classes = 2 + draws.index(9);
        layers.add(new Layer.Dense("last", classes, Initialisation.GLOROT_NORMAL, -0.1f));
        return new Blueprint(shape, classes, layers);
    }

    private static Layer picture(Draws draws, int i, long[] at) {
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
            window = new Window(axis(draws), axis(draws));
        }
        return new Layer.Convolution("conv" + i, window, 1 + draws.index(6), Initialisation.HE_NORMAL, 0.1f);
    }

    private static Axis axis(Draws draws) {
        int kernel = 1 + draws.index(5);
        int padding = draws.index(kernel);
        return new Axis(kernel, 1 + draws.index(3), padding, padding, 1);
    }
}
