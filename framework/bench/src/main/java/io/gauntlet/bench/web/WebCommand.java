package io.gauntlet.bench.web;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.gauntlet.app.http.ServerSettings;
import io.gauntlet.app.http.WebServer;
import io.gauntlet.bench.BenchException;
import io.gauntlet.bench.BenchServer;
import io.gauntlet.bench.Machine;
import io.gauntlet.bench.report.Report;
import io.gauntlet.bench.report.ReportFile;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.GauntletConfig;
import io.gauntlet.store.StoreException;
import io.gauntlet.store.embedded.ServerFailure;

/** Measures the API of the page, on a database of its own that is removed afterwards. */
@Command(
        name = "web",
        sortOptions = false,
        description = "The API of the page with many matches, while many pages are open and matches are recorded.")
public final class WebCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--matches",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Matches of each of the three tournaments (default: ${DEFAULT-VALUE}).")
    private int matches;

    @Option(
            names = "--readers",
            paramLabel = "N",
            defaultValue = "100",
            description = "Readers of the stream of events, at most 100 (default: ${DEFAULT-VALUE}).")
    private int readers;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "20",
            description = "Requests a second (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--recorded",
            paramLabel = "R",
            defaultValue = "10",
            description = "Matches recorded a second meanwhile (default: ${DEFAULT-VALUE}).")
    private double recorded;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "20",
            description = "How long each address is asked (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Mixin
    private final ReportFile file = new ReportFile();

    @Override
    public Integer call() throws Exception {
        if (matches < 100 || readers < 0 || readers > 100 || !(rate > 0) || !(recorded > 0) || !(seconds > 0)) {
            throw BenchException.mistake("The options take: --matches at least 100, --readers 0 to 100, --rate,"
                    + " --recorded and --seconds more than 0.");
        }
        file.check();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (BenchServer database = BenchServer.start(null);
                Gauntlet gauntlet = Gauntlet.open(
                        new GauntletConfig(database.config(), List.of(), Optional.empty(), Path.of(""), 1, false));
                WebServer server = WebServer.start(gauntlet, new ServerSettings("127.0.0.1", 0, Set.of(), false))) {
            Map<String, String> facts = Machine.facts();
            facts.put("Server", database.fact());
            WebBenchmark.Settings settings = new WebBenchmark.Settings(matches, readers, rate, recorded, seconds);
            URI address = URI.create("http://127.0.0.1:" + server.port());
            Report report = new Report(
                    "web", facts, List.of(new WebBenchmark(gauntlet, address, settings, err::println).run()));
            report.text().forEach(out::println);
            file.write(report);
            return 0;
        } catch (StoreException | ServerFailure e) {
            throw BenchException.failure(Objects.requireNonNullElse(e.getMessage(), "The store failed."));
        }
    }
}
