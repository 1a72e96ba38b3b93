package io.gauntlet.runtime.record;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.scoring.ArmsRace.Lineup;
import io.gauntlet.store.Database;

/** In which round each player of a tournament came. */
final class Debuts {
    private final Map<String, Integer> defenders = new HashMap<>();
    private final Map<String, Integer> attackers = new HashMap<>();

    /** @param lineups of the rounds that began, in order */
    Debuts(List<Lineup> lineups) {
        for (Lineup lineup : lineups) {
            lineup.defenders().values().forEach(label -> defenders.putIfAbsent(label, lineup.round()));
            lineup.attackers().forEach(label -> attackers.putIfAbsent(label, lineup.round()));
        }
    }

    /** Those of a recorded tournament. */
    static Debuts of(Database database, UUID tournament) {
        return new Debuts(ArmsRaces.lineups(database.events().readStream(Ids.tournament(tournament))));
    }

    /** Whether an attacker's examples for a defender were stored before another defender came, who therefore faces them. */
    boolean faces(String newcomer, String attacker, String defender) {
        int stored = Math.max(attackers.getOrDefault(attacker, 1), defenders.getOrDefault(defender, 1));
        return stored < defenders.getOrDefault(newcomer, 1);
    }

    /** The labels of all defenders. */
    Iterable<String> defenders() {
        return defenders.keySet();
    }
}
