package io.gauntlet.bench.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.gauntlet.bench.BenchException;
import io.gauntlet.bench.libtorch.LibtorchPeer;

/** The peers there are, each started with what makes it fastest. */
public final class Peers {
    /**
     * Both free what an operation allocated at once, and would give it back to the system to ask for it again: up to
     * 30 % of their time. How many threads they use they are told with each task.
     */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "MALLOC_MMAP_MAX_", "0",
            "MALLOC_TRIM_THRESHOLD_", String.valueOf(1L << 34),
            "MALLOC_TOP_PAD_", String.valueOf(1L << 28),
            "MALLOC_ARENA_MAX", "1",
            "OMP_NUM_THREADS", "",
            "OPT_OUT_TRACKING", "true");

    private final Map<String, String> environment;

    /** @param more environment variables that make peers fastest on this machine */
    public Peers(Map<String, String> more) {
        environment = new HashMap<>(ENVIRONMENT);
        environment.putAll(more);
    }

    /** libtorch, through DJL, in Java processes of its own. */
    public Peer libtorch() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return peer(
                "libtorch",
                List.of(
                        java,
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-Dai.djl.offline=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LibtorchPeer.class.getName()));
    }

    /** PyTorch, of a Python that has it. */
    public Peer pytorch(String python) {
        try (InputStream script = Peers.class.getResourceAsStream("torch_peer.py")) {
            String text = new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
            return peer("pytorch", List.of(python, "-u", "-c", text));
        } catch (IOException e) {
            throw new UncheckedIOException("A file of the benchmarks is unreadable; build them again.", e);
        }
    }

    private Peer peer(String name, List<String> command) {
        PeerProcess spinning = process(name, command, "");
        try {
            return new Peer(spinning, process(name, command, "passive"));
        } catch (BenchException e) {
            spinning.close();
            throw e;
        }
    }

    private PeerProcess process(String name, List<String> command, String waiting) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("OMP_WAIT_POLICY", waiting);
        return PeerProcess.start(name, command, all);
    }
}
