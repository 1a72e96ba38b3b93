package io.gauntlet.arena.director;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.gauntlet.arena.event.Event.MatchEntry;
import io.gauntlet.arena.event.Event.TournamentPlanned;
import io.gauntlet.arena.scoring.Interval;
import io.gauntlet.arena.spec.Mode;

/**
 * Which matches of a tournament follow which, and what those before left of a match's samples. In matrix mode none waits
 * and nothing is taken; in verdict mode a match waits for those of the attackers before it against the same defender, on
 * the same samples. With an early stop all attacks play a slice before any plays the next, and none plays the next once
 * enough is known. So what it is given follows from the order and the verdicts alone, whoever plays, and when.
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
        return verdict() || plan.scheduled().earlyStop() != null;
    }

    private boolean verdict() {
        return plan.scheduled().mode() == Mode.VERDICT;
    }

    private boolean sliced(MatchEntry match) {
        return Layout.sliced(plan, match.attacker());
    }

    /** Takes in what is left to nobody after a match. */
    void took(MatchEntry match, List<Integer> samples) {
        if (plan.knownWeak().guests().attackers().contains(match.attacker())) {
            // What does not count is taken from nobody.
            return;
        }
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
        return !plan.knownWeak().guests().attackers().contains(before.attacker())
                && before.defender().equals(match.defender())
                && before.threatModel().equals(match.threatModel())
                && (beforeInVerdictMode(before, match) || beforeInEarlyStop(before, match));
    }

    private boolean beforeInVerdictMode(MatchEntry before, MatchEntry match) {
        return verdict()
                && place(before.attacker()) < place(match.attacker())
                && (before.slice() == match.slice() || !sliced(before) || !sliced(match));
    }

    /** All attacks play a slice before any plays the next one; those that need all samples at once come last. */
    private boolean beforeInEarlyStop(MatchEntry before, MatchEntry match) {
        return plan.scheduled().earlyStop() != null
                && sliced(before)
                && (!sliced(match) || before.slice() < match.slice());
    }

    /** Why a match need not be played, since what matches before it say is enough; empty when it must. */
    Optional<String> enough(MatchEntry match) {
        if (!Layout.counts(plan, match)) {
            return Optional.empty();
        }
        int stop = sliced(match) ? stop(match) : Integer.MAX_VALUE;
        if (match.slice() < stop) {
            return Optional.empty();
        }
        int samples = Math.min(stop * plan.slice(), plan.samples().size());
        return Optional.of("Stopped early: " + samples + " samples tell the robust accuracy of '" + match.defender()
                + "' within an interval narrower than " + plan.scheduled().earlyStop() + ".");
    }

    /** The first slice that need not be played; more than there are when all must. */
    private int stop(MatchEntry match) {
        Double width = plan.scheduled().earlyStop();
        if (width == null) {
            return Integer.MAX_VALUE;
        }
        Set<Integer> lost = taken.getOrDefault(Board.of(match), Set.of());
        int n = 0;
        int taken = 0;
        for (int slice = 0; n < plan.samples().size(); slice++) {
            int end = Math.min(n + plan.slice(), plan.samples().size());
            for (; n < end; n++) {
                taken += lost.contains(plan.samples().get(n)) ? 1 : 0;
            }
            if (Interval.anytime(taken, n).width() < width) {
                return slice + 1;
            }
        }
        return Integer.MAX_VALUE;
    }

    private int place(String attacker) {
        return Layout.place(plan, attacker);
    }

    /** The samples of a match that are left to it. */
    List<Integer> left(MatchEntry match) {
        Set<Integer> gone = verdict() ? taken.getOrDefault(Board.of(match), Set.of()) : Set.of();
        long needed = sliced(match) || !Layout.counts(plan, match) ? Long.MAX_VALUE : (long) stop(match) * plan.slice();
        return Layout.samples(plan, match).stream()
                .limit(needed)
                .filter(sample -> !gone.contains(sample))
                .toList();
    }
}
