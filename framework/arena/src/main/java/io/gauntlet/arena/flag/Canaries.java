package io.gauntlet.arena.flag;

import java.util.List;

/**
 * Players that are known to be weak, and take part to show what the others are worth.
 *
 * @param attackers labels of attacks that every real one must beat
 * @param defenders labels of defenses around a plain network that are known to be broken
 * @param plain labels of plain networks, without any defense
 */
public record Canaries(List<String> attackers, List<String> defenders, List<String> plain) {
    /** No player is known to be weak. */
    public static final Canaries NONE = new Canaries(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Canaries {
        attackers = List.copyOf(attackers);
        defenders = List.copyOf(defenders);
        plain = List.copyOf(plain);
    }
}
