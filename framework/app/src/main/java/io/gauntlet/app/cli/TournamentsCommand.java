package io.gauntlet.app.cli;

import java.util.List;
import java.util.Map;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import io.gauntlet.app.json.Json;
import io.gauntlet.app.text.TextTable;
import io.gauntlet.store.projection.TournamentSummary;

/** Lists tournaments. */
@Command(name = "tournaments", description = "List all tournaments, the newest first.")
final class TournamentsCommand extends Subcommand {
    private static final int MOST = 1000;

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    @Override
    public Integer call() throws InterruptedException {
        try (Session session = Session.open(parent, 1)) {
            List<TournamentSummary> all = session.queries().list(Long.MAX_VALUE, MOST);
            if (json) {
                out().println(Json.pretty(Map.of("tournaments", all)));
            } else if (all.isEmpty()) {
                out().println("No tournament was played here yet: begin with"
                        + " `./gauntlet run examples/tournaments/mnist-quick.yaml`.");
            } else {
                TextTable table = new TextTable(1, List.of("id", "name", "state", "matches over", "planned"))
                        .left(1)
                        .left(2);
                for (TournamentSummary one : all) {
                    table.add(
                            one.id().toString().substring(0, 8),
                            one.name(),
                            one.state(),
                            one.over() + " of " + one.matches(),
                            Moment.shown(one.plannedAt()));
                }
                print(table.lines(Surroundings.WIDTH));
            }
            return ExitStatus.DONE;
        }
    }
}
