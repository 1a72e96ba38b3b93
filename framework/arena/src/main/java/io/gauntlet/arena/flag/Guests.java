package io.gauntlet.arena.flag;

import java.util.List;

/**
 * The canaries that a tournament adds to the players that were named. They meet the others on its first few samples, to show
 * what these are worth, and count nowhere else: not in tables, ranks, ratings, covers, mixtures or later rounds.
 *
 * @param attackers labels
 * @param defenders labels, among them a plain network where none was named
 * @param absent labels of attackers that do not meet these defenders: they learn from each target before their matches, which
 *     costs the same however few the samples are
 * @param samples how many of the tournament's samples they play on at most, at least 1
 */
public record Guests(List<String> attackers, List<String> defenders, List<String> absent, int samples) {
    /** Nobody. */
    public static final Guests NONE = new Guests(List.of(), List.of(), List.of(), 1);

    /** Copies the lists. */
    public Guests {
        attackers = List.copyOf(attackers);
        defenders = List.copyOf(defenders);
        absent = List.copyOf(absent);
    }

    /** Whether nobody was added. */
    public boolean none() {
        return attackers.isEmpty() && defenders.isEmpty();
    }

    /** Whether what the two do against each other counts: neither is a guest. */
    public boolean counts(String attacker, String defender) {
        return !attackers.contains(attacker) && !defenders.contains(defender);
    }
}
