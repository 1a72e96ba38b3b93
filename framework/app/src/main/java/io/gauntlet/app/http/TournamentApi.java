package io.gauntlet.app.http;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;

import io.gauntlet.app.json.EventJson;
import io.gauntlet.app.json.FlagJson;
import io.gauntlet.app.json.Json;
import io.gauntlet.app.json.PluginJson;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.flag.Check;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.record.Comparisons;
import io.gauntlet.runtime.record.Leaderboards;
import io.gauntlet.runtime.record.Mixtures;
import io.gauntlet.runtime.record.RatedTournaments;
import io.gauntlet.store.EventStore;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.projection.AsOf;
import io.gauntlet.store.projection.MatchView;
import io.gauntlet.store.projection.ProjectionStatus;
import io.gauntlet.store.projection.TournamentQueries;
import io.gauntlet.store.projection.TournamentView;

/** What the API answers about tournaments, matches, events and plug-ins. The methods block. */
final class TournamentApi {
    private static final int LIST = 50;
    private static final int LONGEST_LIST = 500;
    private static final int PAGE = 100;
    private static final int LONGEST_PAGE = 1000;

    private final Gauntlet gauntlet;
    private final TournamentQueries queries;
    private final RatedTournaments rated;
    private final KeptAnswers<UUID> tables;
    private final KeptRounds rounds;
    private final EarlierTables earlier;

    /** @param renewed hears of a tournament whose tables were behind and are so no more */
    TournamentApi(Gauntlet gauntlet, Consumer<UUID> renewed) {
        this.gauntlet = gauntlet;
        this.tables = new KeptAnswers<>(gauntlet.vertx(), KeptAnswers.PATIENCE, renewed);
        this.queries = new TournamentQueries(gauntlet.database());
        this.rated =
                new RatedTournaments(gauntlet.database(), new Leaderboards(gauntlet.database(), gauntlet::catalog));
        this.earlier = new EarlierTables(gauntlet, rated, renewed);
        this.rounds = new KeptRounds(gauntlet, renewed);
    }

    Object tournaments(RoutingContext context) {
        long before = Given.number(context, "before", 1, Long.MAX_VALUE, Long.MAX_VALUE);
        int limit = (int) Given.number(context, "limit", 1, LONGEST_LIST, LIST);
        return object("tournaments", queries.list(before, limit));
    }

    Object tournament(RoutingContext context) {
        UUID id = Given.id(context, "tournament");
        Optional<AsOf> then = earlier.asked(context);
        if (then.isPresent()) {
            return earlier.of(id, then.get());
        }
        TournamentQueries.Version version = queries.version(id).orElseThrow(() -> noTournament(id));
        return tables.of(id, version, () -> queries.view(id).orElseThrow(() -> noTournament(id)));
    }

    Object ratings(RoutingContext context) {
        UUID id = Given.id(context, "tournament");
        Optional<AsOf> then = earlier.asked(context);
        if (then.isPresent()) {
            return earlier.ratings(id, then.get());
        }
        return rated.of(id).orElseThrow(() -> noTournament(id));
    }

    Object span(RoutingContext context) {
        return earlier.span(context);
    }

    Object mixture(RoutingContext context) {
        UUID id = Given.id(context, "tournament");
        TournamentView view = queries.view(id).orElseThrow(() -> noTournament(id));
        return object("mixtures", new Mixtures(gauntlet.database()).of(view));
    }

    Object rounds(RoutingContext context) {
        return rounds.of(Given.id(context, "tournament"));
    }

    Object comparison(RoutingContext context) {
        UUID first = planned(Given.id(context, "first", "tournament"));
        UUID second = planned(Given.id(context, "second", "tournament"));
        if (first.equals(second)) {
            throw new HttpFailure(400, "These are the same tournament: name two.");
        }
        return new Comparisons(gauntlet.database()).sideBySide(first, second);
    }

    private UUID planned(UUID id) {
        if (queries.summary(id).isEmpty()) {
            throw noTournament(id);
        }
        return id;
    }

    Object matches(RoutingContext context) {
        UUID id = Given.id(context, "tournament");
        int from = (int) Given.number(context, "from", 0, Integer.MAX_VALUE, 0);
        int limit = (int) Given.number(context, "limit", 1, LONGEST_PAGE, PAGE);
        TournamentQueries.MatchFilter filter = new TournamentQueries.MatchFilter(
                Given.text(context, "attacker"), Given.text(context, "defender"), Given.text(context, "threatModel"));
        // One more tells whether there is a next page.
        NavigableMap<Integer, MatchView> matches = queries.matches(id, filter, from, limit + 1);
        if (matches.isEmpty() && queries.version(id).isEmpty()) {
            throw noTournament(id);
        }
        Integer next = matches.size() > limit ? matches.lastKey() : null;
        return object(
                        "matches",
                        next == null ? matches.values() : matches.headMap(next).values())
                .put("next", next);
    }

    static HttpFailure noTournament(UUID id) {
        return HttpFailure.notFound("There is no tournament '" + id + "'.");
    }

    Object samples(RoutingContext context) {
        UUID id = Given.id(context, "tournament");
        int from = (int) Given.number(context, "from", 0, Integer.MAX_VALUE, 0);
        int limit = (int) Given.number(context, "limit", 1, LONGEST_PAGE, PAGE);
        // One more tells whether there is a next page.
        List<MatchView.SampleView> samples = queries.samples(
                id,
                context.pathParam("attacker"),
                context.pathParam("defender"),
                context.pathParam("threatModel"),
                from,
                limit + 1);
        boolean more = samples.size() > limit;
        ObjectNode answer = object("samples", more ? samples.subList(0, limit) : samples);
        return more ? answer.put("next", samples.get(limit).sample()) : answer.putNull("next");
    }

    Object match(RoutingContext context) {
        UUID id = Given.id(context, "match");
        return queries.match(id).orElseThrow(() -> HttpFailure.notFound("There is no match '" + id + "'."));
    }

    Object events(RoutingContext context) {
        long from = Given.number(context, "from", 1, Long.MAX_VALUE, 1);
        int limit = (int) Given.number(context, "limit", 1, LONGEST_PAGE, PAGE);
        Optional<String> stream =
                Optional.ofNullable(context.request().getParam("stream")).filter(text -> !text.isEmpty());
        EventStore events = gauntlet.events();
        List<RecordedEvent> page = stream.map(name -> name.contains("-")
                        ? ofStream(events, name, from, limit)
                        : events.readCategory(name, from - 1, limit))
                .orElseGet(() -> events.readAll(from - 1, limit));
        ObjectNode answer = object("events", page.stream().map(EventJson::full).toList());
        return page.size() < limit
                ? answer.putNull("next")
                : answer.put("next", page.get(page.size() - 1).position() + 1);
    }

    private static List<RecordedEvent> ofStream(EventStore events, String stream, long from, int limit) {
        return events.readStream(stream).stream()
                .filter(event -> event.position() >= from)
                .limit(limit)
                .toList();
    }

    Object plugins(RoutingContext context) {
        ObjectNode answer = object("plugins", PluginJson.list(gauntlet.catalog()));
        answer.set(
                "problems",
                Json.tree(gauntlet.plugins().problems().stream()
                        .map(problem -> problem.sentence())
                        .toList()));
        return answer;
    }

    Object plugin(RoutingContext context) {
        String kind = context.pathParam("kind");
        String id = context.pathParam("id");
        Catalog catalog = gauntlet.catalog();
        for (Kind candidate : Kind.values()) {
            if (candidate.id().equals(kind) && catalog.ids(candidate).contains(id)) {
                return PluginJson.page(catalog.find(candidate, id));
            }
        }
        throw HttpFailure.notFound("There is no plug-in '" + kind + "/" + id + "'.");
    }

    /** Those of all processes that live. */
    Object workers(RoutingContext context) {
        return object("workers", gauntlet.database().jobs().workers());
    }

    Object flags(RoutingContext context) {
        return object("flags", FlagJson.list());
    }

    Object flag(RoutingContext context) {
        String id = context.pathParam("id");
        return Check.of(id)
                .map(FlagJson::page)
                .orElseThrow(() -> HttpFailure.notFound("There is no flag '" + id + "'."));
    }

    /** For the page, which shows what is amiss; {@link Health} is for those who run the server. */
    Object health(RoutingContext context) {
        List<ProjectionStatus> projections = gauntlet.projectionStatus();
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("status", "ok")
                .put("position", gauntlet.events().head().position());
        answer.set(
                "projections",
                Json.tree(projections.stream()
                        .map(status -> JsonNodeFactory.instance
                                .objectNode()
                                .put("name", status.name())
                                .put("position", status.position())
                                .put("error", status.error().orElse(null)))
                        .toList()));
        answer.set("abandoned", Json.tree(gauntlet.abandoned()));
        if (projections.stream().anyMatch(status -> status.error().isPresent())
                || !gauntlet.abandoned().isEmpty()) {
            answer.put("status", "look");
        }
        return answer;
    }

    /** The stream of a match in the record; empty when there is none. */
    List<RecordedEvent> matchStream(UUID match) {
        return gauntlet.events().readStream(Ids.match(match));
    }

    private static ObjectNode object(String name, Object value) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.set(name, Json.tree(value));
        return object;
    }
}
