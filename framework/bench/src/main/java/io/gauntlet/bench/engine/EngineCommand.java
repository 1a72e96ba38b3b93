package io.gauntlet.bench.engine;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.gauntlet.api.model.NonFiniteException;
import io.gauntlet.bench.BenchException;
import io.gauntlet.bench.Machine;
import io.gauntlet.bench.network.Task;
import io.gauntlet.bench.peer.Peer;
import io.gauntlet.bench.peer.Peers;
import io.gauntlet.bench.report.Report;
import io.gauntlet.bench.report.ReportFile;
import io.gauntlet.engine.backend.Backend;
import io.gauntlet.engine.backend.BackendFacts;
import io.gauntlet.engine.layout.UnsupportedLayerException;
import io.gauntlet.engine.network.CompiledNetwork;

/** Measures the engine against libtorch and, where there is one, PyTorch. */
@Command(
        name = "engine",
        sortOptions = false,
        description = "Our engine against libtorch and PyTorch on the same networks, taking turns in one run.")
public final class EngineCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final TaskChoice choice = new TaskChoice();

    @Option(
            names = "--rounds",
            paramLabel = "K",
            defaultValue = "9",
            description = "How many turns each contestant has (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--burst",
            paramLabel = "SECONDS",
            defaultValue = "0.25",
            description = "How long a turn is, at least one piece of work (default: ${DEFAULT-VALUE}).")
    private double burst;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "After this long no further round of a task begins, once there were three (default:"
                    + " ${DEFAULT-VALUE}).")
    private double limit;

    @Option(
            names = "--block",
            paramLabel = "N",
            description = "The most samples that we compute together (default: the framework's).")
    private int block = CompiledNetwork.DEFAULT_BLOCK;

    @Option(names = "--onnx", paramLabel = "FILE", description = "The file of the network wong2020: wong2020_pgd.onnx.")
    private @Nullable Path onnx;

    @Option(
            names = "--torch-python",
            paramLabel = "PYTHON",
            description = "A Python with torch, such as /usr/bin/python3 with Debian's python3-torch: the stronger peer"
                    + " on many CPUs.")
    private @Nullable String python;

    @Option(names = "--no-libtorch", description = "Leave libtorch out.")
    private boolean noLibtorch;

    @Mixin
    private final ReportFile file = new ReportFile();

    @Override
    public Integer call() {
        check();
        List<Task> tasks = choice.tasks(onnx != null);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Map<String, String> facts = Machine.facts();
        BackendFacts backend = Backend.facts();
        facts.put(
                "ours",
                backend.backend() + " " + backend.version() + ", " + backend.blas() + " for " + backend.blasCore()
                        + (backend.oneDnn() ? ", oneDNN" : "") + ", blocks of " + block);
        List<Peer> peers = new ArrayList<>();
        EngineNetworks networks = new EngineNetworks(Optional.ofNullable(onnx));
        EngineBenchmark.Length length = new EngineBenchmark.Length(rounds, burst, limit);
        try {
            start(peers, backend);
            peers.forEach(peer -> facts.put(peer.name(), peer.version()));
            try (EngineBenchmark benchmark = new EngineBenchmark(networks, peers, block, length)) {
                boolean all =
                        measure(benchmark, tasks, peers.stream().map(Peer::name).toList(), err);
                Report report = new Report("engine", facts, benchmark.tables());
                report.text().forEach(out::println);
                file.write(report);
                return all ? 0 : 1;
            }
        } finally {
            peers.forEach(Peer::close);
        }
    }

    /** Measures what it can. @return whether that was everything */
    private static boolean measure(EngineBenchmark benchmark, List<Task> tasks, List<String> peers, PrintWriter err) {
        boolean all = true;
        for (int i = 0; i < tasks.size(); i++) {
            String at = (i + 1) + "/" + tasks.size() + " ";
            try {
                err.println(at + benchmark.measure(tasks.get(i)).alone("ms", peers));
            } catch (BenchException | UnsupportedLayerException | NonFiniteException e) {
                err.println(at + tasks.get(i).name() + ": " + e.getMessage());
                all = false;
            }
        }
        return all;
    }

    private void check() {
        if (rounds < 1 || block < 1 || !(burst >= 0) || !(limit >= 0)) {
            throw BenchException.mistake(
                    "The options --rounds and --block take at least 1, --burst and --limit no negative time.");
        }
        file.check();
    }

    private void start(List<Peer> started, BackendFacts backend) {
        Map<String, String> more = new HashMap<>();
        // What our OpenBLAS was told serves the peers' as well.
        if (System.getenv("OPENBLAS_CORETYPE") == null && backend.blasCore().equals("SkylakeX")) {
            more.put("OPENBLAS_CORETYPE", backend.blasCore());
        }
        Peers peers = new Peers(more);
        if (!noLibtorch) {
            started.add(peers.libtorch());
        }
        if (python != null) {
            started.add(peers.pytorch(python));
        }
    }
}
