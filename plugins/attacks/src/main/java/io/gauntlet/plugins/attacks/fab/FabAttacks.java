package io.gauntlet.plugins.attacks.fab;

import java.util.List;

import io.gauntlet.api.attack.AttackFactory;

/** What makes the fast adaptive boundary attack. */
public final class FabAttacks {
    private FabAttacks() {}

    /** One for each attack, in the order in which the catalog shows them. */
    public static List<AttackFactory<?>> factories() {
        return List.of(new AttackFactory<>(Fab.INFO, Fab.Parameters.class, Fab::new));
    }
}
