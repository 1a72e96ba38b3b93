package io.gauntlet.plugins.attacks.apgd;

import java.util.List;

import io.gauntlet.api.attack.AttackFactory;

/** What makes Auto-PGD. */
public final class ApgdAttacks {
    private ApgdAttacks() {}

    /** One for each attack, in the order in which the catalog shows them. */
    public static List<AttackFactory<?>> factories() {
        return List.of(new AttackFactory<>(Apgd.INFO, Apgd.Parameters.class, Apgd::new));
    }
}
