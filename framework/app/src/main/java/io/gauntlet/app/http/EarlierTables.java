package io.gauntlet.app.http;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.ext.web.RoutingContext;

import io.gauntlet.arena.scoring.ScoringRule;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.record.History;
import io.gauntlet.runtime.record.RatedTournaments;
import io.gauntlet.store.projection.AsOf;
import io.gauntlet.store.projection.TournamentQueries;
import io.gauntlet.store.projection.TournamentQueries.Version;
import io.gauntlet.store.projection.TournamentSummary;
import io.gauntlet.store.projection.TournamentView;

/**
 * What the tables of a tournament were after an event, whose position the query names as {@code as-of}. What is past stays
 * as it was: the answers are kept. They block.
 */
final class EarlierTables {
    private final Gauntlet gauntlet;
    private final TournamentQueries queries;
    private final RatedTournaments rated;
    private final KeptAnswers<Question> answers;

    EarlierTables(Gauntlet gauntlet, RatedTournaments rated, Consumer<UUID> renewed) {
        this.gauntlet = gauntlet;
        this.queries = new TournamentQueries(gauntlet.database());
        this.rated = rated;
        this.answers = new KeptAnswers<>(
                gauntlet.vertx(), KeptAnswers.PATIENCE, question -> renewed.accept(question.tournament()));
    }

    private record Question(UUID tournament, AsOf then, boolean ratings) {}

    /** Which event is asked for; empty for the present. @throws HttpFailure when there is no such event */
    Optional<AsOf> asked(RoutingContext context) {
        long head = gauntlet.events().head().position();
        long position = Given.number(context, "as-of", 1, head, 0);
        return position == 0 ? Optional.empty() : Optional.of(AsOf.at(position));
    }

    /** A tournament as it was then. @throws HttpFailure when there is none, or was none then */
    Object of(UUID id, AsOf then) {
        return kept(new Question(id, then, false), () -> view(id, then));
    }

    /** The ratings of a tournament as they were then. @throws HttpFailure when there is none, or was none then */
    Object ratings(UUID id, AsOf then) {
        return kept(new Question(id, then, true), () -> rated.of(view(id, then), then, ScoringRule.PLAYED));
    }

    private Object kept(Question question, Supplier<Object> compute) {
        // The tables may be behind the record: what they do not show yet is no answer for good.
        boolean shown = gauntlet.projectionStatus().stream()
                .allMatch(status -> status.position() >= question.then().position());
        // A further round adds to the plan and the number of matches, which are told as they are now.
        Optional<Integer> matches = queries.summary(question.tournament()).map(TournamentSummary::matches);
        return shown && matches.isPresent() ? answers.of(question, matches.get(), compute) : compute.get();
    }

    private TournamentView view(UUID id, AsOf then) {
        TournamentView view = queries.view(id, then).orElseThrow(() -> notThen(id));
        return new History(gauntlet.database(), then.position()).of(view);
    }

    private HttpFailure notThen(UUID id) {
        return queries.summary(id)
                .map(now -> new HttpFailure(
                        400,
                        "The tournament '" + now.name() + "' was not planned yet then: it begins with event "
                                + now.position() + "."))
                .orElseGet(() -> TournamentApi.noTournament(id));
    }

    /** From which event to which one the tables of a tournament differ from one event to another. */
    Object span(RoutingContext context) {
        UUID id = Given.id(context, "tournament");
        Version version = queries.version(id).orElseThrow(() -> TournamentApi.noTournament(id));
        long first =
                queries.summary(id).map(TournamentSummary::position).orElseThrow(() -> TournamentApi.noTournament(id));
        return JsonNodeFactory.instance
                .objectNode()
                .put("first", first)
                .put("last", Math.max(version.changed(), version.revoked()));
    }
}
