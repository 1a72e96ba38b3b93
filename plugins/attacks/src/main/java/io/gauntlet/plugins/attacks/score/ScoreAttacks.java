package io.gauntlet.plugins.attacks.score;

import java.util.List;

import io.gauntlet.api.attack.AttackFactory;

/** What makes the attacks that ask for scores. */
public final class ScoreAttacks {
    private ScoreAttacks() {}

    /** One for each attack, in the order in which the catalog shows them. */
    public static List<AttackFactory<?>> factories() {
        return List.of(
                new AttackFactory<>(Square.INFO, Square.Parameters.class, Square::new),
                new AttackFactory<>(Simba.INFO, Simba.Parameters.class, Simba::new),
                new AttackFactory<>(Nes.INFO, Nes.Parameters.class, Nes::new),
                new AttackFactory<>(Spsa.INFO, Spsa.Parameters.class, Spsa::new));
    }
}
