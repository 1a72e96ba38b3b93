package io.gauntlet.bench;

import picocli.CommandLine.Command;

import io.gauntlet.bench.engine.EngineCommand;

/** All benchmarks. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "BENCHMARK",
        description = "Measure against others' programs on this machine, taking turns in one run.",
        subcommands = {EngineCommand.class})
final class BenchCommand {}
