package io.gauntlet.runtime.record;

import java.util.UUID;

import io.gauntlet.arena.event.Event.MatchPlanned;
import io.gauntlet.arena.event.Event.MatchScored;

/**
 * A match with its verdict, as recorded.
 *
 * @param id its id
 * @param plan what was to be played
 * @param verdict what came of it
 * @param position of the verdict's event
 */
record PlayedMatch(UUID id, MatchPlanned plan, MatchScored verdict, long position) {
    /** For people. */
    String words() {
        return "Match " + id + " (" + plan.attacker().label() + " against " + plan.defender() + ", "
                + plan.threatModel().id() + ", slice " + (plan.slice() + 1) + "; event " + position + ")";
    }
}
