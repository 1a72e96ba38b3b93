package io.gauntlet.arena.director;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.event.Event.MatchEntry;
import io.gauntlet.arena.event.Event.MatchScored;
import io.gauntlet.arena.event.Event.PlayerAdapted;
import io.gauntlet.arena.event.Event.TournamentPlanned;
import io.gauntlet.arena.event.Event.WarmStart;
import io.gauntlet.arena.event.Player;
import io.gauntlet.arena.event.Rounds;

/** Who the players of a tournament have become, and what came of the matches that they learn from. */
final class Lineage {
    private final Map<String, String> defenders = new LinkedHashMap<>();
    private final Map<String, String> attackers = new LinkedHashMap<>();
    private final Map<UUID, Lost> material = new LinkedHashMap<>();

    /**
     * A match on the attackers' split.
     *
     * @param verdict the referee's; empty until there is one, and for ever where there is none
     */
    record Lost(MatchEntry match, Optional<MatchScored> verdict) {
        /** How many samples that were right when clean the attacker took; of several draws, in the mean. */
        double broken() {
            return verdict.map(scored -> scored.wrong() - (scored.samples() - scored.cleanCorrect()))
                    .orElse(0.0);
        }
    }

    private final Map<UUID, Played> played = new LinkedHashMap<>();

    /**
     * A match of any round, for those who may begin from its examples later.
     *
     * @param round in which it was asked for first
     * @param verdict the referee's; empty until there is one, and for ever where there is none
     */
    private record Played(MatchEntry match, int round, Optional<MatchScored> verdict) {}

    Lineage(TournamentPlanned plan) {
        for (Player player : plan.players()) {
            if (plan.isGuest(player)) {
                // They change nothing, and nobody learns from them.
                continue;
            }
            if (Rounds.root(player.label()).equals(player.label())) {
                labels(player.kind()).put(player.label(), player.label());
            }
        }
    }

    private Map<String, String> labels(Kind kind) {
        // Transformations stay what they are.
        return kind == Kind.DEFENSE ? defenders : kind == Kind.ATTACK ? attackers : new LinkedHashMap<>();
    }

    private Lineage(Lineage other) {
        defenders.putAll(other.defenders);
        attackers.putAll(other.attackers);
        material.putAll(other.material);
        played.putAll(other.played);
    }

    /** What it will be after these changes. */
    Lineage after(List<PlayerAdapted> changes) {
        Lineage next = new Lineage(this);
        changes.forEach(next::adapted);
        return next;
    }

    void adapted(PlayerAdapted event) {
        labels(event.kind()).put(Rounds.root(event.from()), event.label());
    }

    /** The labels that defenders have by now, in the spec's order. */
    List<String> defenders() {
        return new ArrayList<>(defenders.values());
    }

    /** The label that a player of the spec has by now. */
    String now(Kind kind, String root) {
        return labels(kind).getOrDefault(root, root);
    }

    /** A match on the attackers' split begins. */
    void ask(MatchEntry match) {
        material.putIfAbsent(match.match(), new Lost(match, Optional.empty()));
    }

    /** Takes in a verdict, if somebody may learn or begin from it. */
    void take(MatchEntry match, MatchScored verdict) {
        material.computeIfPresent(match.match(), (id, before) -> new Lost(match, Optional.of(verdict)));
        played.computeIfPresent(match.match(), (id, before) -> new Played(match, before.round(), Optional.of(verdict)));
    }

    /** Whether a match was asked for. */
    boolean knows(UUID match) {
        return material.containsKey(match);
    }

    /** Those asked for so far, in order. */
    List<Lost> material() {
        return List.copyOf(material.values());
    }

    /** A match of a round begins, of a tournament with warm starts. */
    void begin(MatchEntry match, int round) {
        played.putIfAbsent(match.match(), new Played(match, round, Optional.empty()));
    }

    /**
     * The examples that attackers of a match may begin from: of the rounds before it, those that took samples of the same
     * split from what the defender was before, under the same threat model. Of the oldest defender first, then in the
     * order in which rounds asked for them, whoever ended first.
     */
    List<WarmStart> warmStarts(TournamentPlanned plan, MatchEntry match) {
        Played own = played.get(match.match());
        if (own == null || Layout.threatModel(plan, match.threatModel()).poseLimits() != null) {
            return List.of();
        }
        return played.values().stream()
                .filter(one -> one.round() < own.round() && before(one.match(), match))
                .filter(one -> Layout.counts(plan, one.match()) && Layout.overlap(plan, one.match(), match))
                .sorted(Comparator.comparingInt(
                        one -> Rounds.generation(one.match().defender())))
                .flatMap(one -> one.verdict().stream()
                        .filter(verdict -> verdict.wrong() > verdict.samples() - verdict.cleanCorrect())
                        .map(verdict -> new WarmStart(
                                one.match().match(), one.match().defender(), verdict.examples(), verdict.outcomes())))
                .toList();
    }

    /** Whether a match was played against what the defender of another was before. */
    private static boolean before(MatchEntry earlier, MatchEntry match) {
        return Rounds.root(earlier.defender()).equals(Rounds.root(match.defender()))
                && Rounds.generation(earlier.defender()) < Rounds.generation(match.defender())
                && earlier.threatModel().equals(match.threatModel());
    }
}
