package io.gauntlet.arena.director;

import java.util.ArrayList;
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

    /** Takes in a verdict, if it is on the attackers' split. */
    void take(MatchEntry match, MatchScored verdict) {
        material.computeIfPresent(match.match(), (id, before) -> new Lost(match, Optional.of(verdict)));
    }

    /** Whether a match was asked for. */
    boolean knows(UUID match) {
        return material.containsKey(match);
    }

    /** Those asked for so far, in order. */
    List<Lost> material() {
        return List.copyOf(material.values());
    }
}
