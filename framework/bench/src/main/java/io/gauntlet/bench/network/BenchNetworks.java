package io.gauntlet.bench.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The networks that are measured. */
public final class BenchNetworks {
    private static final List<BenchNetwork> ALL = List.of(
            new BenchNetwork("S", Optional.of("small-cnn"), List.of(1, 28, 28), strided(0, 800)),
            new BenchNetwork("M", Optional.of("madry-cnn"), List.of(1, 28, 28), madry()),
            new BenchNetwork("R8", Optional.of("resnet-8"), List.of(3, 32, 32), residual(1)),
            new BenchNetwork("R20", Optional.of("resnet-20"), List.of(3, 32, 32), residual(3)),
            new BenchNetwork("wong2020", Optional.empty(), List.of(1, 28, 28), strided(1, 1568)));

    private BenchNetworks() {}

    /** All, in the order of tables. */
    public static List<BenchNetwork> all() {
        return ALL;
    }

    /** All ids, in the order of tables. */
    public static List<String> ids() {
        return ALL.stream().map(BenchNetwork::id).collect(Collectors.toList());
    }

    /** The network of an id, whatever its case. */
    public static Optional<BenchNetwork> find(String id) {
        return ALL.stream().filter(network -> network.id().equalsIgnoreCase(id)).findFirst();
    }

    /** Two strided convolutions and two dense layers (Wong and Kolter 2018; Wong, Rice and Kolter 2020). */
    private static List<Layer> strided(int padding, int flat) {
        return List.of(
                new Layer.Convolution(1, 16, 4, 2, padding, false),
                new Layer.Relu(),
                new Layer.Convolution(16, 32, 4, 2, padding, false),
                new Layer.Relu(),
                new Layer.Flatten(),
                new Layer.Dense(flat, 100),
                new Layer.Relu(),
                new Layer.Dense(100, 10));
    }

    /** Madry et al. 2018. */
    private static List<Layer> madry() {
        return List.of(
                new Layer.Convolution(1, 32, 5, 1, 2, false),
                new Layer.Relu(),
                new Layer.MaxPool(2),
                new Layer.Convolution(32, 64, 5, 1, 2, false),
                new Layer.Relu(),
                new Layer.MaxPool(2),
                new Layer.Flatten(),
                new Layer.Dense(3136, 1024),
                new Layer.Relu(),
                new Layer.Dense(1024, 10));
    }

    /** He et al. 2016 for CIFAR-10: three stages of some blocks each, 1x1 convolutions where the shape changes. */
    private static List<Layer> residual(int blocks) {
        int channels = 16;
        List<Layer> layers =
                new ArrayList<>(List.of(new Layer.Convolution(3, channels, 3, 1, 1, true), new Layer.Relu()));
        for (int stage = 0; stage < 3; stage++) {
            for (int block = 0; block < blocks; block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                int outputs = 16 << stage;
                layers.addAll(List.of(
                        new Layer.Fork(),
                        new Layer.Convolution(channels, outputs, 3, stride, 1, true),
                        new Layer.Relu(),
                        new Layer.Convolution(outputs, outputs, 3, 1, 1, true),
                        new Layer.Join(channels, outputs, stride),
                        new Layer.Relu()));
                channels = outputs;
            }
        }
        layers.addAll(List.of(new Layer.GlobalAverage(), new Layer.Dense(channels, 10)));
        return layers;
    }
}
