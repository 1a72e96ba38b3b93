package io.gauntlet.app.http;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.gauntlet.arena.event.Ids;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.record.ArmsRaces;
import io.gauntlet.store.EventStore;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.projection.TournamentQueries;
import io.gauntlet.store.projection.TournamentView;

/** What the API answers about the rounds of tournaments, kept while nothing is recorded that changes it. It blocks. */
final class KeptRounds {
    private final Gauntlet gauntlet;
    private final TournamentQueries queries;
    private final KeptAnswers<UUID> answers;
    private final Map<UUID, Long> crossed = new ConcurrentHashMap<>();

    /** @param renewed hears of a tournament of which was told what was behind, once that is over */
    KeptRounds(Gauntlet gauntlet, Consumer<UUID> renewed) {
        this.gauntlet = gauntlet;
        this.queries = new TournamentQueries(gauntlet.database());
        this.answers = new KeptAnswers<>(gauntlet.vertx(), KeptAnswers.PATIENCE, renewed);
    }

    /** Stored examples are tried on other defenders also when a tournament is over, and change no table of it. */
    private record Version(TournamentQueries.Version tables, long crossed) {}

    /** The rounds of a tournament. @throws HttpFailure when there is none of that id */
    Object of(UUID id) {
        TournamentQueries.Version tables = queries.version(id).orElseThrow(() -> TournamentApi.noTournament(id));
        return answers.of(id, new Version(tables, crossed(id)), () -> {
            TournamentView view = queries.view(id).orElseThrow(() -> TournamentApi.noTournament(id));
            return new ArmsRaces(gauntlet.database()).rounds(view);
        });
    }

    /** How often a stored example was tried, by the version of the stream that tells it; no event is read twice. */
    private long crossed(UUID id) {
        long version = crossed.getOrDefault(id, 0L);
        List<RecordedEvent> page;
        do {
            page = gauntlet.events().readStream(Ids.cross(id), version, EventStore.MAX_PAGE);
            version = page.isEmpty() ? version : page.get(page.size() - 1).version();
        } while (page.size() == EventStore.MAX_PAGE);
        if (version > 0) {
            crossed.merge(id, version, Math::max);
        }
        return version;
    }
}
