package io.gauntlet.runtime.record;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.gauntlet.arena.scoring.ScoringRule;
import io.gauntlet.store.Database;
import io.gauntlet.store.projection.AsOf;
import io.gauntlet.store.projection.TournamentQueries;
import io.gauntlet.store.projection.TournamentQueries.Version;
import io.gauntlet.store.projection.TournamentView;

/**
 * Ratings of tournaments as they are now, computed when somebody asks and kept as long as nothing has changed: a bootstrap
 * takes longer than the tables, which do not wait for it. Safe for use by several threads.
 */
public final class RatedTournaments {
    private static final int MOST = 64;

    private final TournamentQueries queries;
    private final Leaderboards leaderboards;
    private final ConcurrentMap<UUID, Rated> rated = new ConcurrentHashMap<>();

    private record Rated(Version version, TournamentRatings ratings) {}

    /** @param leaderboards of the same database */
    public RatedTournaments(Database database, Leaderboards leaderboards) {
        this.queries = new TournamentQueries(database);
        this.leaderboards = leaderboards;
    }

    /** The ratings of a tournament; empty when there is none. */
    public Optional<TournamentRatings> of(UUID id) {
        Optional<Version> version = queries.version(id);
        if (version.isEmpty()) {
            return Optional.empty();
        }
        if (rated.size() > MOST) {
            rated.clear();
        }
        // Whoever asks for the same meanwhile waits, and computes nothing.
        Rated current = rated.compute(
                id,
                (key, known) -> known != null && known.version.equals(version.get())
                        ? known
                        : new Rated(version.get(), of(queries.view(id).orElseThrow(), AsOf.now(), ScoringRule.PLAYED)));
        return Optional.of(current.ratings);
    }

    /** The ratings of a view that was computed from a part of the record, under a rule. */
    public TournamentRatings of(TournamentView view, AsOf asOf, ScoringRule rule) {
        return new TournamentRatings(
                leaderboards.ratings(view, asOf, rule),
                queries.attackTimes(view.summary().id(), asOf));
    }
}
