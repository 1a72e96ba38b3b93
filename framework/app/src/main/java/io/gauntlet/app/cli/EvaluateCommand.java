package io.gauntlet.app.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import io.gauntlet.app.json.Json;
import io.gauntlet.app.text.TrialText;
import io.gauntlet.arena.spec.DataSetChoice;
import io.gauntlet.runtime.trial.Evaluation;
import io.gauntlet.runtime.trial.EvaluationRequest;
import io.gauntlet.runtime.trial.Trial;

/** Evaluates one model on clean samples. */
@Command(
        name = "evaluate",
        description = "How well one network answers the clean samples of a data set's test split. Nothing is recorded.")
final class EvaluateCommand extends TrialCommand {
    @Option(names = "--samples", paramLabel = "N", description = "How many samples (default: all).")
    @Nullable
    Integer samples;

    @Option(
            names = "--certify",
            paramLabel = "N",
            defaultValue = "100",
            description =
                    "Of how many samples a model that can prove its answers is asked within which L2 radius they hold;"
                            + " costly (default: ${DEFAULT-VALUE}).")
    int certify;

    @Option(
            names = "--layers",
            description =
                    "Tell the smallest and the largest singular value of each layer's weights, as a matrix of outputs by"
                            + " all the rest.")
    boolean layers;

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    @Override
    public Integer call() throws InterruptedException {
        try (Trial trial = open()) {
            DataSetChoice chosen = Choices.dataSet(trial.catalog(), dataSet);
            EvaluationRequest request =
                    new EvaluationRequest(model(), chosen, first, samples(samples), Math.max(0, certify), layers, seed);
            begin(trial);
            Evaluation evaluation;
            try (ProgressDisplay display = display()) {
                evaluation = trial.evaluate(request, shown(display, "evaluating"));
            }
            if (json) {
                out().println(Json.pretty(evaluation));
            } else {
                print(TrialText.lines(evaluation, Surroundings.WIDTH));
            }
            return ExitStatus.DONE;
        }
    }
}
