package io.gauntlet.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

import io.gauntlet.bench.attacks.AttacksCommand;
import io.gauntlet.bench.engine.EngineCommand;
import io.gauntlet.bench.store.StoreCommand;
import io.gauntlet.bench.web.WebCommand;

/** All benchmarks. */
@Command(
        name = "./gauntlet bench",
        synopsisSubcommandLabel = "BENCHMARK",
        description = "Measure against others' programs on this machine, taking turns in one run.",
        subcommands = {EngineCommand.class, StoreCommand.class, AttacksCommand.class, WebCommand.class})
final class BenchCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this text.")
    boolean help;
}
