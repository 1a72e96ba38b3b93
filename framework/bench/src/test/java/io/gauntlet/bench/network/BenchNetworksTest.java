package io.gauntlet.bench.network;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BenchNetworksTest {
    private static BenchNetwork network(String id) {
        return BenchNetworks.find(id).orElseThrow();
    }

    @Test
    void productsAreCountedAsInTheTextbook() {
        BenchNetwork m = network("M");
        assertEquals(28 * 28 * 25 * 32 + 14 * 14 * 25 * 32 * 64 + 3136 * 1024 + 10240, m.products());
        assertEquals(2 * m.products(), Operation.GRADIENT.products(m));
        assertEquals(3 * m.products() - 28 * 28 * 25 * 32, Operation.TRAIN_SGD.products(m));
    }

    @Test
    void residualNetworksHaveThePublishedSize() {
        // He et al. 2016, table 6: 0.27 M parameters; here with 1x1 convolutions where the shape changes.
        BenchNetwork network = network("R20");
        long projections = 16 * 32 + 32 * 64;
        assertEquals(432 + 6 * 2304 + 4608 + 5 * 9216 + 18432 + 5 * 36864 + 640 + projections, network.weights());
        assertEquals(
                19,
                network.layers().stream()
                        .filter(Layer.Convolution.class::isInstance)
                        .count());
        assertEquals(
                7,
                network("R8").layers().stream()
                        .filter(Layer.Convolution.class::isInstance)
                        .count());
    }

    @Test
    void normalisationsAreForTrainingOnly() {
        assertTrue(network("R8").words(true).contains("convolution:3:16:3:1:1:0 normalisation:16 relu fork"));
        assertFalse(network("R8").words(false).contains("normalisation"));
        assertTrue(network("R8").words(false).contains("join:16:32:2:1"));
    }
}
