package io.gauntlet.app.cli;

import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.gauntlet.app.json.Json;
import io.gauntlet.app.text.MixtureText;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.rating.Mixture;
import io.gauntlet.runtime.record.CrossEvaluation;
import io.gauntlet.runtime.record.Mixtures;
import io.gauntlet.store.projection.TournamentSummary;
import io.gauntlet.store.projection.TournamentView;

/** Finds the mixture of a tournament's defenders with the best guaranteed outcome. */
@Command(
        name = "mixture",
        description = "Try every stored example on every defender, and print the mixture of defenders that keeps most"
                + " whatever example is submitted. What was tried is recorded and not tried again.")
final class MixtureCommand extends Subcommand {
    @Parameters(
            paramLabel = "TOURNAMENT",
            arity = "0..1",
            description = "Name, id or the beginning of an id (default: the newest).")
    @Nullable
    String tournament;

    @Option(names = "--workers", paramLabel = "N", description = "How many threads compute (default: one a core).")
    @Nullable
    Integer workers;

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    @Override
    public Integer call() throws InterruptedException {
        try (Session session = Session.open(parent, Workers.of(workers))) {
            TournamentSummary summary = TournamentChoice.of(session.queries(), tournament);
            TournamentView view = session.queries()
                    .view(summary.id())
                    .orElseThrow(() -> new InvalidInputException("There is no tournament " + summary.id() + "."));
            CrossEvaluation.Report report;
            try (ProgressDisplay display = display()) {
                report = session.gauntlet().crossEvaluation().run(view, Checking.shown(display));
            }
            List<Mixture> mixtures = new Mixtures(session.gauntlet().database()).of(view);
            if (json) {
                out().println(Json.pretty(mixtures));
            } else {
                print(MixtureText.lines(summary.name(), report, mixtures, Surroundings.WIDTH));
            }
            return report.obstacles().isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
        }
    }
}
