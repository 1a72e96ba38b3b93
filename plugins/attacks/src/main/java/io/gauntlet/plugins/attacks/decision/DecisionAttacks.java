package io.gauntlet.plugins.attacks.decision;

import java.util.List;

import io.gauntlet.api.attack.AttackFactory;

/** What makes the label-only attacks. */
public final class DecisionAttacks {
    private DecisionAttacks() {}

    /** One for each attack, in the order in which the catalog shows them. */
    public static List<AttackFactory<?>> factories() {
        return List.of(
                new AttackFactory<>(Boundary.INFO, Boundary.Parameters.class, Boundary::new),
                new AttackFactory<>(HopSkipJump.INFO, HopSkipJump.Parameters.class, HopSkipJump::new),
                new AttackFactory<>(Rays.INFO, Rays.Parameters.class, Rays::new));
    }
}
