package io.gauntlet.runtime.record;

import java.util.List;

import io.gauntlet.arena.rating.Ratings;
import io.gauntlet.store.projection.AttackTime;

/**
 * What a tournament's grid says of its players.
 *
 * @param ratings one for each threat model
 * @param attackTimes how long attackers took
 */
public record TournamentRatings(List<Ratings> ratings, List<AttackTime> attackTimes) {
    /** Copies the lists. */
    public TournamentRatings {
        ratings = List.copyOf(ratings);
        attackTimes = List.copyOf(attackTimes);
    }
}
