package io.gauntlet.runtime.estimate;

import java.util.Arrays;
import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Output;
import io.gauntlet.engine.model.Models;

/**
 * How long one thread takes for one sample.
 *
 * @param query seconds for a forward pass
 * @param gradient seconds for a forward pass and the gradient by the input
 */
record NetworkSpeed(double query, double gradient) {
    private static final long ENOUGH_NANOS = 200_000_000;
    private static final int LEAST_CALLS = 5;

    /** Measures, on full blocks. */
    static NetworkSpeed of(Network network, Examples examples) {
        int block = network.block();
        float[] values = new float[block * examples.length()];
        for (int i = 0; i < block; i++) {
            examples.read(i % examples.size(), values, i * examples.length());
        }
        long[] shape = examples.shape();
        long[] full = new long[shape.length + 1];
        full[0] = block;
        System.arraycopy(shape, 0, full, 1, shape.length);
        try (Model model = Models.borrowing(DefendedModel.of(network), shape);
                INDArray x = Floats.array(values, full)) {
            double query = seconds(() -> model.forward(x, RowDraws.none()));
            double gradient = seconds(() -> model.gradient(x, RowDraws.none(), NetworkSpeed::first));
            return new NetworkSpeed(query / block, gradient / block);
        }
    }

    private static void first(int sample, Output output, Output gradient) {
        gradient.logits()[0] = 1;
    }

    /** The fastest of several calls: others may use the machine too. */
    private static double seconds(Runnable call) {
        call.run(); // prepares what later calls reuse
        long begun = System.nanoTime();
        long fastest = Long.MAX_VALUE;
        for (int calls = 0; calls < LEAST_CALLS || System.nanoTime() - begun < ENOUGH_NANOS; calls++) {
            long before = System.nanoTime();
            call.run();
            fastest = Math.min(fastest, System.nanoTime() - before);
        }
        return fastest / 1e9;
    }

    /** Of several networks: the mean. */
    static NetworkSpeed mean(List<NetworkSpeed> all) {
        double[] queries = all.stream().mapToDouble(NetworkSpeed::query).toArray();
        double[] gradients = all.stream().mapToDouble(NetworkSpeed::gradient).toArray();
        return new NetworkSpeed(
                Arrays.stream(queries).average().orElse(0),
                Arrays.stream(gradients).average().orElse(0));
    }
}
