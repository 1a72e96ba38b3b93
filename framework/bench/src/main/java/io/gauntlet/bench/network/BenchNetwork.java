package io.gauntlet.bench.network;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A network that is measured.
 *
 * @param id its name in tables
 * @param architecture the engine's id of the same network; empty when it comes from a file
 * @param shape of one sample: channels, height, width
 * @param layers in order
 */
public record BenchNetwork(String id, Optional<String> architecture, List<Integer> shape, List<Layer> layers) {
    /** Copies the lists. */
    public BenchNetwork {
        shape = List.copyOf(shape);
        layers = List.copyOf(layers);
    }

    /** Height, width, channels: as the engine has it. */
    public long[] channelsLast() {
        return new long[] {shape.get(1), shape.get(2), shape.get(0)};
    }

    /** How many values one sample has. */
    public int length() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    /** The multiply-adds of one sample's forward pass. */
    public long products() {
        long sum = 0;
        int[] at = first();
        for (Layer layer : layers) {
            sum += layer.products(at);
            at = layer.outputShape(at);
        }
        return sum;
    }

    /** Those of its first layer, whose input gradient no training needs. */
    public long firstProducts() {
        return layers.get(0).products(first());
    }

    private int[] first() {
        return shape.stream().mapToInt(Integer::intValue).toArray();
    }

    /** How many weights are multiplied with inputs; biases and normalisations are not counted. */
    public long weights() {
        return layers.stream().mapToLong(Layer::weights).sum();
    }

    /** What peers build it from. Without training, normalisations are folded into the convolutions before them. */
    public String words(boolean training) {
        return layers.stream().map(layer -> layer.words(training)).collect(Collectors.joining(" "));
    }
}
