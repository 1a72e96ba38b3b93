package io.gauntlet.app.cli;

import java.util.OptionalInt;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import io.gauntlet.app.json.Json;
import io.gauntlet.app.text.TraceText;
import io.gauntlet.runtime.trial.AttackRequest;
import io.gauntlet.runtime.trial.AttackTrace;
import io.gauntlet.runtime.trial.Trial;

/** Follows one attack on one sample. */
@Command(
        name = "debug-attack",
        description = "Follow an attack on one sample (--first names it): its loss, gradient, distance and answer in"
                + " each iteration, as a table and a plot, and the flags that it raises. Nothing is recorded.")
final class DebugAttackCommand extends AttackingCommand {
    @Option(names = "--json", description = "As JSON, with every iteration.")
    boolean json;

    @Override
    public Integer call() throws InterruptedException {
        try (Trial trial = open()) {
            AttackRequest request = request(trial, OptionalInt.of(1));
            begin(trial);
            AttackTrace trace;
            try (ProgressDisplay display = display()) {
                trace = trial.trace(request, shown(display, attack));
            }
            if (json) {
                out().println(Json.pretty(trace));
                out().flush();
            } else {
                print(TraceText.lines(trace, Surroundings.WIDTH));
            }
            return ExitStatus.DONE;
        }
    }
}
