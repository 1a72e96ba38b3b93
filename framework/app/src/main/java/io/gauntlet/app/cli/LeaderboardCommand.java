package io.gauntlet.app.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.gauntlet.app.json.Json;
import io.gauntlet.app.text.LeaderboardCsv;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.store.projection.TournamentQueries;
import io.gauntlet.store.projection.TournamentSummary;
import io.gauntlet.store.projection.TournamentView;

/** Prints the tables of a tournament. */
@Command(name = "leaderboard", description = "Print the tables of a tournament, finished or not.")
final class LeaderboardCommand extends Subcommand {
    @Parameters(
            paramLabel = "TOURNAMENT",
            arity = "0..1",
            description = "Name, id or the beginning of an id (default: the newest).")
    @Nullable
    String tournament;

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    @Option(names = "--csv", description = "As CSV; accuracies are shares of one.")
    boolean csv;

    @Override
    public Integer call() throws InterruptedException {
        if (json && csv) {
            throw new InvalidInputException("The options --json and --csv exclude each other: choose one.");
        }
        try (Session session = Session.open(parent, 1)) {
            TournamentQueries queries = session.queries();
            TournamentSummary summary = TournamentChoice.of(queries, tournament);
            TournamentView view = queries.view(summary.id())
                    .orElseThrow(() -> new IllegalStateException("The tournament " + summary.id() + " is gone."));
            if (json) {
                out().println(Json.pretty(view));
            } else if (csv) {
                print(LeaderboardCsv.lines(view));
            } else {
                print(TournamentTables.lines(view, Surroundings.WIDTH));
            }
            return ExitStatus.DONE;
        }
    }
}
