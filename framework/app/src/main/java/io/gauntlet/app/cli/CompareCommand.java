package io.gauntlet.app.cli;

import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.gauntlet.app.json.Json;
import io.gauntlet.app.text.ComparisonText;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.scoring.Comparison;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.record.Comparisons;
import io.gauntlet.runtime.record.TournamentComparison;
import io.gauntlet.store.projection.TournamentSummary;

/** Prints two tournaments side by side. */
@Command(
        name = "compare",
        description =
                "Print two tournaments side by side: what both played, sample by sample, and which differences are"
                        + " more than luck.")
final class CompareCommand extends Subcommand {
    @Parameters(index = "0", paramLabel = "FIRST", description = "Name, id or the beginning of an id.")
    String first = "";

    @Parameters(index = "1", paramLabel = "SECOND", description = "Another.")
    String second = "";

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    @Override
    public Integer call() throws InterruptedException {
        try (Session session = Session.open(parent, 1)) {
            TournamentSummary one = TournamentChoice.of(session.queries(), first);
            TournamentSummary other = TournamentChoice.of(session.queries(), second);
            if (one.id().equals(other.id())) {
                throw new InvalidInputException("'" + first + "' and '" + second
                        + "' mean the same tournament: name one of them by the beginning of its id, as"
                        + " `./gauntlet tournaments` shows it.");
            }
            Gauntlet gauntlet = session.gauntlet();
            TournamentComparison compared = new Comparisons(gauntlet.database()).sideBySide(one.id(), other.id());
            if (compared.open() != null) {
                throw new InvalidInputException(compared.open());
            }
            if (json) {
                out().println(Json.pretty(compared));
            } else {
                print(lines(compared));
            }
            return ExitStatus.DONE;
        }
    }

    private static List<String> lines(TournamentComparison compared) {
        List<String> lines = new ArrayList<>();
        lines.add("First:  " + named(compared.first()));
        lines.add("Second: " + named(compared.second()));
        lines.addAll(ComparisonText.differences(compared.differences(), Surroundings.WIDTH));
        for (Comparison comparison : compared.comparisons()) {
            lines.add("");
            lines.addAll(ComparisonText.lines(comparison, Surroundings.WIDTH));
        }
        lines.add("");
        lines.add("All attacks: the worst case over the attackers that each tournament had.");
        lines.add("p: the exact paired test of McNemar; more than luck: at 5 % for all lines of a table together.");
        return lines;
    }

    private static String named(TournamentSummary one) {
        return one.name() + " (" + one.id() + "), " + one.state();
    }
}
