package io.gauntlet.arena.director;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.gauntlet.arena.event.Event.MatchEntry;
import io.gauntlet.arena.event.Event.TournamentPlanned;
import io.gauntlet.arena.spec.Mode;

/**
 * Which matches of a tournament follow which, and what those before left of a match's samples. In matrix mode none waits
 * and nothing is taken; in verdict mode a match waits for those of the attackers before it against the same defender, on
 * the same samples. So what it is given follows from the order and the verdicts alone, whoever plays, and when.
 */
final class Succession {
    private final TournamentPlanned plan;
    private final Map<Board, Set<Integer>> taken = new HashMap<>();

    /** Where matches share samples. */
    private record Board(String defender, String threatModel) {
        static Board of(MatchEntry match) {
            return new Board(match.defender(), match.threatModel());
        }
    }

    Succession(TournamentPlanned plan) {
        this.plan = plan;
    }

    /** Whether matches wait for others. */
    boolean inTurn() {
        return plan.scheduled().mode() == Mode.VERDICT;
    }

    /** Takes in what is left to nobody after a match. */
    void took(MatchEntry match, List<Integer> samples) {
        taken.computeIfAbsent(Board.of(match), board -> new HashSet<>()).addAll(samples);
    }

    /** Nothing is taken any more where a match is played once more: those before and after it are, too. */
    void forget(MatchEntry match) {
        taken.remove(Board.of(match));
    }

    /** Whether some match that is still open must be over before another begins. */
    boolean waits(MatchEntry match, Collection<MatchEntry> open) {
        return inTurn() && open.stream().anyMatch(before -> precedes(before, match));
    }

    /** Whether one match is played before another on some of the same samples. */
    boolean precedes(MatchEntry before, MatchEntry match) {
        return inTurn()
                && before.defender().equals(match.defender())
                && before.threatModel().equals(match.threatModel())
                && place(before.attacker()) < place(match.attacker())
                && (before.slice() == match.slice()
                        || plan.unsliced().contains(before.attacker())
                        || plan.unsliced().contains(match.attacker()));
    }

    private int place(String attacker) {
        return Layout.place(plan, attacker);
    }

    /** The samples of a match that are left to it. */
    List<Integer> left(MatchEntry match) {
        Set<Integer> gone = taken.getOrDefault(Board.of(match), Set.of());
        return Layout.samples(plan, match).stream()
                .filter(sample -> !gone.contains(sample))
                .toList();
    }
}
