package io.gauntlet.plugins.attacks.ensemble;

import java.util.List;

import io.gauntlet.api.attack.AttackFactory;

/** What makes the ensembles. */
public final class EnsembleAttacks {
    private EnsembleAttacks() {}

    /** One for each attack, in the order in which the catalog shows them. */
    public static List<AttackFactory<?>> factories() {
        return List.of(new AttackFactory<>(AutoAttack.INFO, AutoAttack.Parameters.class, AutoAttack::new));
    }
}
