package io.gauntlet.app.cli;

import java.util.List;
import java.util.Map;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import io.gauntlet.app.json.Json;
import io.gauntlet.app.text.RecordText;
import io.gauntlet.app.text.TextTable;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.store.LiveWorker;

/** Lists the workers of all processes. */
@Command(name = "workers", description = "List the workers of all processes on this database, and what each does.")
final class WorkersCommand extends Subcommand {
    @Option(names = "--json", description = "As JSON.")
    boolean json;

    @Override
    public Integer call() {
        try (Session session = Session.open(parent, 1)) {
            List<LiveWorker> all = session.gauntlet().database().jobs().workers();
            if (json) {
                out().println(Json.pretty(Map.of("workers", all)));
            } else if (all.isEmpty()) {
                out().println("No worker runs: `./gauntlet worker` starts one, and so do `run`, `resume` and"
                        + " `serve --workers N`.");
            } else {
                TextTable table = new TextTable(1, List.of("worker", "since", "does"))
                        .left(1)
                        .left(2);
                all.forEach(worker -> table.add(worker.name(), Moment.shown(worker.since()), does(worker)));
                print(table.lines(Surroundings.WIDTH));
            }
            return ExitStatus.DONE;
        }
    }

    private static String does(LiveWorker worker) {
        long matches = worker.running().stream()
                .filter(key -> Ids.category(key).equals("match"))
                .count();
        long trainings = worker.running().size() - matches;
        String played = RecordText.count(matches, "match", "matches");
        String trained = RecordText.count(trainings, "training", "trainings");
        if (matches == 0) {
            return trainings == 0 ? "-" : trained;
        }
        return trainings == 0 ? played : trained + ", " + played;
    }
}
