package io.gauntlet.arena.spec;

import java.util.List;

/**
 * The players that are known to be weak and meet those that a spec names, on a few of its samples; they count nowhere.
 *
 * @param attackers attacks that every real one must beat
 * @param defenders defenses that are known to be broken, and the plain network that they are put around where none is named
 * @param samples how many of the tournament's samples they play on at most, at least 1
 */
public record CanarySpec(List<AttackerSpec> attackers, List<DefenderSpec> defenders, int samples) {
    /** The defense that trains a network as usual. */
    static final String PLAIN = "none";

    /** None. */
    public static final CanarySpec NONE = new CanarySpec(List.of(), List.of(), 1);

    /** Copies the lists. */
    public CanarySpec {
        attackers = List.copyOf(attackers);
        defenders = List.copyOf(defenders);
    }

    /** Whether a defender is a network that is trained as usual, and nothing around it. */
    public static boolean plain(DefenderSpec defender) {
        return defender.id().equals(PLAIN) && defender.base() == null && defender.model() == null;
    }

    /** Whether there are none. */
    public boolean none() {
        return attackers.isEmpty() && defenders.isEmpty();
    }
}
