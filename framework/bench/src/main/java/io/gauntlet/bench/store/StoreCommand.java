package io.gauntlet.bench.store;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.gauntlet.bench.BenchException;
import io.gauntlet.bench.BenchServer;
import io.gauntlet.bench.Machine;
import io.gauntlet.bench.report.Report;
import io.gauntlet.bench.report.ReportFile;
import io.gauntlet.bench.report.Table;
import io.gauntlet.store.Database;
import io.gauntlet.store.StoreException;
import io.gauntlet.store.embedded.EmbeddedPostgres;
import io.gauntlet.store.embedded.ServerFailure;

/** Measures the event store against raw JDBC inserts, on a server of its own that is removed afterwards. */
@Command(
        name = "store",
        sortOptions = false,
        description = "The event store against raw JDBC on the same server, taking turns; and the leaderboards.")
public final class StoreCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--rounds",
            paramLabel = "K",
            defaultValue = "15",
            description = "How many turns each side has (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--burst",
            paramLabel = "SECONDS",
            defaultValue = "0.5",
            description = "How long a turn is (default: ${DEFAULT-VALUE}).")
    private double burst;

    @Option(
            names = "--outcomes",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many outcomes of samples the leaderboards are made of, 0 to leave them out (default:"
                    + " ${DEFAULT-VALUE}).")
    private int outcomes;

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "Where the server keeps its data meanwhile: on the disk to be measured (default: the folder"
                    + " for temporary files).")
    private @Nullable Path folder;

    @Mixin
    private final ReportFile file = new ReportFile();

    @Override
    public Integer call() throws Exception {
        if (rounds < 1 || !(burst > 0) || outcomes < 0) {
            throw BenchException.mistake("The options --rounds and --burst take more than 0, --outcomes at least 0.");
        }
        file.check();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (BenchServer server = BenchServer.start(folder)) {
            Report report = measure(server, spec.commandLine().getErr());
            report.text().forEach(out::println);
            file.write(report);
            return 0;
        } catch (StoreException | ServerFailure e) {
            throw BenchException.failure(Objects.requireNonNullElse(e.getMessage(), "The store failed."));
        }
    }

    private Report measure(BenchServer server, PrintWriter err) throws Exception {
        Map<String, String> facts = Machine.facts();
        facts.put("Server", server.fact());
        List<Table> tables = new ArrayList<>();
        try (Database database = Database.open(server.config())) {
            RawEvents raw = new RawEvents(server.url(), EmbeddedPostgres.USER, server.password());
            StoreBenchmark benchmark = new StoreBenchmark(database, raw, rounds, burst, err::println);
            tables.add(benchmark.rates());
            if (outcomes > 0) {
                tables.add(benchmark.leaderboards(outcomes));
            }
        }
        return new Report("store", facts, tables);
    }
}
