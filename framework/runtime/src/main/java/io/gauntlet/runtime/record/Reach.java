package io.gauntlet.runtime.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.scoring.DefenderStanding;
import io.gauntlet.arena.scoring.Scoreboard;
import io.gauntlet.store.Database;
import io.gauntlet.store.projection.AsOf;
import io.gauntlet.store.projection.TournamentQueries;
import io.gauntlet.store.projection.TournamentSummary;
import io.gauntlet.store.projection.TournamentView;

/** What a revocation, or its lifting, changed. */
public final class Reach {
    private static final int MOST = 10_000;

    private Reach() {}

    /**
     * What changed in one tournament.
     *
     * @param tournament its summary
     * @param results how many results count no longer, or again
     * @param cells those results' cells, in words
     * @param standings the defenders whose rank or robust accuracy changed
     * @param marks what is now to be known of models
     */
    public record Tournament(
            TournamentSummary tournament,
            int results,
            List<String> cells,
            List<Change> standings,
            List<String> marks) {}

    /**
     * A defender's standing before and after.
     *
     * @param threatModel its id
     * @param defender label
     * @param before null when it had none
     * @param after null when it has none
     */
    public record Change(
            String threatModel,
            String defender,
            @Nullable DefenderStanding before,
            @Nullable DefenderStanding after) {}

    /**
     * Compares the tables just before an event with those after it.
     *
     * @param revocation the one that was declared or lifted
     * @param position of the event that did so
     */
    public static List<Tournament> of(Database database, UUID revocation, long position) {
        TournamentQueries queries = new TournamentQueries(database);
        List<Tournament> reached = new ArrayList<>();
        for (TournamentSummary summary : queries.list(Long.MAX_VALUE, MOST)) {
            Optional<TournamentView> before = queries.view(summary.id(), AsOf.at(position - 1));
            Optional<TournamentView> after = queries.view(summary.id(), AsOf.at(position));
            if (before.isPresent() && after.isPresent()) {
                Tournament tournament = compare(revocation, before.get(), after.get());
                if (tournament.results() > 0 || !tournament.marks().isEmpty()) {
                    reached.add(tournament);
                }
            }
        }
        return reached;
    }

    private static Tournament compare(UUID revocation, TournamentView before, TournamentView after) {
        List<TournamentView.RevokedResult> results = new ArrayList<>(results(revocation, before));
        if (results.isEmpty()) {
            results.addAll(results(revocation, after));
        }
        List<String> cells = results.stream()
                .map(result -> result.attacker() + " against " + result.defender() + " (" + result.threatModel() + ")")
                .distinct()
                .toList();
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < before.scoreboards().size(); i++) {
            compare(before.scoreboards().get(i), after.scoreboards().get(i), changes);
        }
        List<String> marks = new ArrayList<>();
        after.models().stream()
                .filter(model -> model.mark() != null
                        && before.models().stream()
                                .noneMatch(one -> one.label().equals(model.label())
                                        && model.mark().equals(one.mark())))
                .forEach(model -> marks.add(model.label() + " was " + model.mark()));
        return new Tournament(after.summary(), results.size(), cells, changes, marks);
    }

    private static List<TournamentView.RevokedResult> results(UUID revocation, TournamentView view) {
        return view.revoked().stream()
                .filter(result -> result.revocation().equals(revocation))
                .toList();
    }

    private static void compare(Scoreboard before, Scoreboard after, List<Change> changes) {
        for (DefenderStanding standing : after.defenders()) {
            DefenderStanding then = before.defenders().stream()
                    .filter(one -> one.defender().equals(standing.defender()))
                    .findFirst()
                    .orElse(null);
            if (!standing.equals(then)) {
                changes.add(new Change(after.threatModel().id(), standing.defender(), then, standing));
            }
        }
    }
}
