package io.gauntlet.bench.peer;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.gauntlet.bench.BenchException;
import io.gauntlet.bench.network.BenchNetwork;
import io.gauntlet.bench.network.BenchNetworks;
import io.gauntlet.bench.network.Operation;
import io.gauntlet.bench.network.Task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

/** Skipped where the system's Python has no torch. */
class PytorchTest {
    @Test
    void doesEveryOperationOnEveryNetwork() {
        try (Peer peer = start()) {
            for (BenchNetwork network : BenchNetworks.all()) {
                for (Operation operation : Operation.values()) {
                    Task task = new Task(network, operation, 2, 1);
                    try (PeerContestant contestant = peer.contestant(task)) {
                        double[] times = contestant.burst(0);
                        assertEquals(1, times.length, task.name());
                        assertTrue(times[0] > 0, task.name());
                    }
                }
            }
        }
    }

    private static Peer start() {
        for (String python : List.of("python3", "/usr/bin/python3")) {
            try {
                return new Peers(Map.of()).pytorch(python);
            } catch (BenchException e) {
                // The next one may have it.
            }
        }
        return abort("No Python with torch was found: install Debian's python3-torch to run this.");
    }
}
