package io.gauntlet.runtime.record;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.scoring.ArmsRace;

/**
 * Cop and robber over the rounds of a tournament, as far as they are recorded.
 *
 * @param most how many rounds there are at most: without anybody who changes, the next one is not played
 * @param begun how many of them began
 * @param races one for each threat model; none where there is one round at most
 * @param lineage who came of whom, in the order in which they came
 */
public record TournamentRounds(int most, int begun, List<ArmsRace> races, List<Descent> lineage) {
    /**
     * A player that changed after a round: a defender that learned from what beat it, or an attacker that chose another
     * configuration.
     *
     * @param round the first in which it plays
     * @param kind of the player
     * @param from the label that it had
     * @param label the label that it has from then on
     * @param broke how many samples of the attackers' split the former defender lost in the round before, over all attackers,
     *     or how many the chosen configuration took
     * @param examples from how many stored examples a defender learned, those of earlier rounds among them; null for
     *     attackers, and where it cannot be told any more
     * @param training the id of a defender's training; null for attackers
     */
    public record Descent(
            int round,
            Kind kind,
            String from,
            String label,
            double broke,
            @Nullable Integer examples,
            @Nullable UUID training) {}

    /** Copies the lists. */
    public TournamentRounds {
        races = List.copyOf(races);
        lineage = List.copyOf(lineage);
    }
}
