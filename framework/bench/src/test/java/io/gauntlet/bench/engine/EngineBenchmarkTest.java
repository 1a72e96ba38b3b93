package io.gauntlet.bench.engine;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.gauntlet.bench.BenchException;
import io.gauntlet.bench.network.BenchNetwork;
import io.gauntlet.bench.network.BenchNetworks;
import io.gauntlet.bench.network.Layer;
import io.gauntlet.bench.network.Operation;
import io.gauntlet.bench.network.Task;
import io.gauntlet.bench.report.Line;
import io.gauntlet.bench.report.Table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EngineBenchmarkTest {
    private static final EngineNetworks NETWORKS = new EngineNetworks(Optional.empty());

    @Test
    void ourEngineDoesEveryOperationOnPartsOfUnequalSize() {
        BenchNetwork small = BenchNetworks.find("S").orElseThrow();
        EngineBenchmark.Length once = new EngineBenchmark.Length(1, 0, 0);
        try (EngineBenchmark benchmark = new EngineBenchmark(NETWORKS, List.of(), 2, once)) {
            for (Operation operation : Operation.values()) {
                Line line = benchmark.measure(new Task(small, operation, 5, 2));
                assertTrue(line.ours() > 0, line.name());
                assertTrue(Double.isNaN(line.ratio().median()), "no peer, no ratio");
                Table speed = benchmark.tables().get(1);
                double billions = 2e-9 * 5 * operation.products(small);
                Line last = speed.lines().get(speed.lines().size() - 1);
                assertEquals(1e3 * billions / line.ours(), last.ours(), 1e-9, line.name());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"S", "M", "R8", "R20"})
    void theEngineHasTheNetworksThatPeersBuild(String id) {
        BenchNetwork network = BenchNetworks.find(id).orElseThrow();
        NETWORKS.create(network, 1).close();
    }

    @Test
    void anotherNetworkOfTheSameNameIsRefused() {
        List<Layer> layers = List.of(new Layer.Flatten(), new Layer.Dense(784, 10));
        BenchNetwork other = new BenchNetwork("S", Optional.of("small-cnn"), List.of(1, 28, 28), layers);
        BenchException refusal = assertThrows(BenchException.class, () -> NETWORKS.create(other, 1));
        assertTrue(String.valueOf(refusal.getMessage()).contains("cannot be compared"), refusal.getMessage());
    }

    @Test
    void anArchitectureThatTheEngineLacksIsNamed() {
        BenchNetwork unknown = new BenchNetwork("X", Optional.of("no-such"), List.of(1, 28, 28), List.of());
        BenchException refusal = assertThrows(BenchException.class, () -> NETWORKS.create(unknown, 1));
        assertTrue(String.valueOf(refusal.getMessage()).contains("no architecture 'no-such'"), refusal.getMessage());
    }
}
