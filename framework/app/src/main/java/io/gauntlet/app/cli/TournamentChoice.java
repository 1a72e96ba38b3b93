package io.gauntlet.app.cli;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.NearestName;
import io.gauntlet.store.projection.TournamentQueries;
import io.gauntlet.store.projection.TournamentSummary;

/** The tournament that a user means. */
final class TournamentChoice {
    private static final int REMEMBERED = 1000;

    private TournamentChoice() {}

    /**
     * The newest of those that a name, an id or the beginning of an id means; without a text the newest of all.
     *
     * @throws InvalidInputException when there is none, with the nearest name
     */
    static TournamentSummary of(TournamentQueries queries, @Nullable String text) {
        List<TournamentSummary> all = queries.list(Long.MAX_VALUE, REMEMBERED);
        if (all.isEmpty()) {
            throw new InvalidInputException("No tournament was played here yet: begin with"
                    + " `./gauntlet run examples/tournaments/mnist-quick.yaml`, or name another --data-folder.");
        }
        if (text == null) {
            return all.get(0);
        }
        List<TournamentSummary> found = queries.find(text);
        if (found.isEmpty()) {
            List<String> names =
                    all.stream().map(TournamentSummary::name).distinct().toList();
            throw new InvalidInputException("There is no tournament '" + text + "'." + NearestName.question(text, names)
                    + " `./gauntlet tournaments` lists them all.");
        }
        return found.get(0);
    }
}
