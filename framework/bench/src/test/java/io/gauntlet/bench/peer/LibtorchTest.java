package io.gauntlet.bench.peer;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.gauntlet.bench.BenchException;
import io.gauntlet.bench.network.BenchNetwork;
import io.gauntlet.bench.network.BenchNetworks;
import io.gauntlet.bench.network.Layer;
import io.gauntlet.bench.network.Operation;
import io.gauntlet.bench.network.Task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LibtorchTest {
    private final Peer peer = new Peers(Map.of()).libtorch();

    @BeforeAll
    void isReady() {
        assertTrue(peer.version().startsWith("libtorch "), peer.version());
    }

    @AfterAll
    void end() {
        peer.close();
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void doesEveryOperationOnEveryNetwork(Operation operation) {
        for (BenchNetwork network : BenchNetworks.all()) {
            try (PeerContestant contestant = peer.contestant(new Task(network, operation, 2, 1))) {
                double[] times = contestant.burst(0);
                assertEquals(1, times.length, network.id());
                assertTrue(times[0] > 0, network.id());
            }
        }
    }

    @Test
    void severalThreadsAreTriedInSeveralWays() {
        BenchNetwork small = BenchNetworks.find("S").orElseThrow();
        try (PeerContestant contestant = peer.contestant(new Task(small, Operation.PGD40, 4, 2))) {
            assertEquals(1, contestant.burst(0).length);
        }
    }

    @Test
    void whatItCannotDoIsTold() {
        BenchNetwork wrong = new BenchNetwork(
                "wrong", Optional.empty(), List.of(1, 4, 4), List.of(new Layer.Flatten(), new Layer.Dense(17, 10)));
        Task task = new Task(wrong, Operation.FORWARD, 2, 1);
        BenchException refusal = assertThrows(BenchException.class, () -> {
            try (PeerContestant contestant = peer.contestant(task)) {
                contestant.burst(0);
            }
        });
        assertTrue(String.valueOf(refusal.getMessage()).startsWith("The peer libtorch cannot do this: "));
    }

    @Test
    void aProgramThatIsNoPeerIsTold() {
        assertThrows(BenchException.class, () -> PeerProcess.start("none", List.of("no-such-program"), Map.of()));
        assertThrows(BenchException.class, () -> PeerProcess.start("true", List.of("true"), Map.of()));
    }
}
