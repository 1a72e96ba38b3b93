package io.gauntlet.arena.director;

import java.util.Collection;
import java.util.List;

import io.gauntlet.arena.event.Event.MatchEntry;
import io.gauntlet.arena.event.Event.ModelEntry;
import io.gauntlet.arena.event.Event.RoundStarted;
import io.gauntlet.arena.event.Event.TournamentPlanned;
import io.gauntlet.arena.event.Player;

/** Matches of a completed tournament that are played again, because their results were revoked. */
public final class Replays {
    private Replays() {}

    /**
     * The event that asks for them: the round starts again, with these matches only.
     *
     * @param plan with the players as they were last
     * @param round in which the matches were played
     * @param players those that take the place of players of the same kind and label from now on
     */
    public static RoundStarted again(
            TournamentPlanned plan, int round, List<Player> players, Collection<MatchEntry> matches) {
        List<ModelEntry> models = Layout.models(plan.with(players)).stream()
                .filter(model ->
                        matches.stream().anyMatch(match -> match.defender().equals(model.label())))
                .toList();
        return new RoundStarted(round, models, List.copyOf(matches), players, List.of());
    }
}
