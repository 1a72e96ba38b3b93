package io.gauntlet.app.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import io.gauntlet.api.Goal;
import io.gauntlet.api.Norm;
import io.gauntlet.app.json.Json;
import io.gauntlet.app.text.TrialText;
import io.gauntlet.runtime.trial.AttackReport;
import io.gauntlet.runtime.trial.AttackRequest;
import io.gauntlet.runtime.trial.AttackResult;
import io.gauntlet.runtime.trial.Trial;

/** Plays one attack against one model. */
@Command(
        name = "attack",
        description = "Play one attack against one network, as in a tournament: the referee judges. Nothing is"
                + " recorded.")
final class AttackCommand extends AttackingCommand {
    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "How many samples (default: 1000, or all where there are fewer).")
    @Nullable
    Integer samples;

    @Option(
            names = "--save",
            paramLabel = "FILE.npy",
            description = "Save the final examples, which `gauntlet judge` reads.")
    @Nullable
    String save;

    @Option(names = "--json", description = "As JSON, with the verdict on every sample.")
    boolean json;

    @Override
    public Integer call() throws InterruptedException {
        try (Trial trial = open()) {
            AttackRequest request = request(trial, samples(samples));
            ExamplesFile file =
                    save == null ? null : ExamplesFile.at(parent.surroundings().path(save), save);
            begin(trial);
            AttackResult result;
            try (ProgressDisplay display = display()) {
                result = trial.attack(request, shown(display, attack));
            }
            if (file != null) {
                file.write(result.examples());
            }
            if (json) {
                out().println(Json.pretty(result.report()));
            } else {
                print(TrialText.lines(result.report(), Surroundings.WIDTH));
                next(result.report());
            }
            return ExitStatus.DONE;
        }
    }

    private void next(AttackReport report) {
        if (save == null) {
            return;
        }
        out().println();
        out().println("Saved " + report.samples() + " examples to " + save + ".");
        if (report.threatModel().goal() == Goal.UNTARGETED
                && report.threatModel().norm() != Norm.POSE) {
            out().println("Next: `./gauntlet judge " + save + " --model " + model + " --dataset " + dataSet + " --norm "
                    + report.threatModel().norm().id() + " --epsilon "
                    + report.threatModel().epsilon() + " --samples " + report.first() + "-"
                    + (report.first() + report.samples() - 1) + "` judges them again.");
        }
        out().flush();
    }
}
