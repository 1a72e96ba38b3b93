package io.gauntlet.arena.director;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.director.DirectorState.Tournament;
import io.gauntlet.arena.director.Lineage.Lost;
import io.gauntlet.arena.event.Adaptation;
import io.gauntlet.arena.event.Adaptation.Lesson;
import io.gauntlet.arena.event.Event.BaseModel;
import io.gauntlet.arena.event.Event.MatchEntry;
import io.gauntlet.arena.event.Event.ModelEntry;
import io.gauntlet.arena.event.Event.PlayerAdapted;
import io.gauntlet.arena.event.Event.RoundStarted;
import io.gauntlet.arena.event.Event.TournamentPlanned;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.Player;
import io.gauntlet.arena.event.Rounds;
import io.gauntlet.arena.parameter.CanonicalJson;

/**
 * What players make of a round that is over: defenders that adapt and were beaten learn again, attackers take the
 * configuration that broke most. Both follow from matches on the attackers' split alone.
 */
final class NextRound {
    private final DirectorState state;
    private final TournamentPlanned plan;
    private final Lineage lineage;
    private final UUID id;
    private final int round;
    private final List<PlayerAdapted> changes = new ArrayList<>();
    private final List<Player> joining = new ArrayList<>();

    /** @param tournament whose round has ended */
    NextRound(DirectorState state, Tournament tournament) {
        this.state = state;
        this.plan = tournament.plan;
        this.lineage = tournament.lineage;
        this.id = tournament.id;
        this.round = tournament.round + 1;
        plan.game().adapting().forEach(this::adapt);
        plan.game().choosing().forEach(this::choose);
    }

    /** Who changes; when nobody does, another round would be as the last. */
    List<PlayerAdapted> changes() {
        return changes;
    }

    /** The round that follows: the matches of those who are new, and those that everybody learns from. */
    RoundStarted start() {
        TournamentPlanned grown = plan.with(joining);
        Set<String> fresh = joining.stream().map(Player::label).collect(Collectors.toSet());
        List<MatchEntry> matches = Layout.matches(id, grown).stream()
                .filter(match -> fresh.contains(match.attacker()) || fresh.contains(match.defender()))
                .filter(match -> Layout.counts(grown, match))
                .toList();
        Lineage next = lineage.after(changes);
        List<MatchEntry> material = round < plan.game().count()
                ? Layout.material(id, grown, next).stream()
                        .filter(match -> !lineage.knows(match.match()))
                        .toList()
                : List.of();
        Set<String> playing = Stream.concat(matches.stream(), material.stream())
                .map(MatchEntry::defender)
                .collect(Collectors.toSet());
        List<ModelEntry> models = Layout.models(grown).stream()
                .filter(model -> playing.contains(model.label()))
                .toList();
        return new RoundStarted(round, models, matches, joining, material);
    }

    private void adapt(Rounds.Adapting adapting) {
        String label = lineage.now(Kind.DEFENSE, adapting.defender());
        List<Lost> beating = lineage.material().stream()
                .filter(one -> one.match().defender().equals(label) && one.broken() > 0)
                .toList();
        Player defender = Layout.player(plan, Kind.DEFENSE, label);
        UUID training = Layout.trainings(plan, defender).get(0).id();
        String model = state.training(training).model;
        if (beating.isEmpty() || model == null) {
            return;
        }
        List<Lesson> lessons = new ArrayList<>();
        Adaptation before = defender.innermost().adapted();
        if (before != null) {
            lessons.addAll(before.lessons());
        }
        for (Lost one : beating) {
            var verdict = one.verdict().orElseThrow();
            lessons.add(new Lesson(one.match().match(), verdict.examples(), verdict.outcomes()));
        }
        Adaptation adaptation = new Adaptation(round, new BaseModel(training, model), lessons);
        Player adapted =
                adapted(defender, adaptation, adapting.params()).labelled(Rounds.label(adapting.defender(), round));
        joining.add(adapted);
        changes.add(new PlayerAdapted(
                round,
                Kind.DEFENSE,
                label,
                adapted.label(),
                model,
                Layout.trainings(plan, adapted).get(0).id(),
                lessons.stream().map(Lesson::examples).toList(),
                beating.stream().mapToDouble(Lost::broken).sum()));
    }

    /** The innermost layer learns again; those around it are put around what comes of it. */
    private static Player adapted(Player former, Adaptation adaptation, JsonNode params) {
        Player base = former.base();
        Player inner = base == null ? null : adapted(base, adaptation, params);
        // By content, not by the ids of matches and trainings: the same spec and seed give the same draws in each
        // tournament.
        Map<String, Object> identity = new LinkedHashMap<>();
        identity.put("former", former.configuration());
        identity.put("model", adaptation.former().model());
        identity.put(
                "lessons",
                adaptation.lessons().stream()
                        .map(lesson -> List.of(lesson.examples(), lesson.outcomes()))
                        .toList());
        identity.put("params", params);
        return new Player(
                former.kind(),
                former.label(),
                former.plugin(),
                former.version(),
                former.jar(),
                former.architecture(),
                inner == null ? params : former.params(),
                CanonicalJson.sha256(EventCodec.tree(identity)),
                former.model(),
                former.dependencies(),
                inner,
                inner == null ? adaptation : null);
    }

    /** Against the defenders as they were in the round that is over. */
    private void choose(Rounds.Choosing choosing) {
        String now = lineage.now(Kind.ATTACK, choosing.attacker());
        Set<String> defenders = Set.copyOf(lineage.defenders());
        Map<String, Double> broken = new LinkedHashMap<>();
        choosing.choices().forEach(choice -> broken.put(choice.label(), 0.0));
        for (Lost one : lineage.material()) {
            if (broken.containsKey(one.match().attacker())
                    && defenders.contains(one.match().defender())) {
                broken.merge(one.match().attacker(), one.broken(), Double::sum);
            }
        }
        // Among equals the one in force stays, and else the first is taken.
        Optional<String> best = broken.keySet().stream()
                .max(Comparator.<String>comparingDouble(label -> Objects.requireNonNull(broken.get(label)))
                        .thenComparing(now::equals)
                        .thenComparing(Comparator.comparingInt((String label) ->
                                        List.copyOf(broken.keySet()).indexOf(label))
                                .reversed()));
        if (best.isEmpty() || best.get().equals(now)) {
            return;
        }
        choosing.choices().stream()
                .filter(choice -> choice.label().equals(best.get()))
                .filter(choice -> !plan.has(choice))
                .forEach(joining::add);
        changes.add(new PlayerAdapted(
                round,
                Kind.ATTACK,
                now,
                best.get(),
                null,
                null,
                List.of(),
                Objects.requireNonNull(broken.get(best.get()))));
    }
}
