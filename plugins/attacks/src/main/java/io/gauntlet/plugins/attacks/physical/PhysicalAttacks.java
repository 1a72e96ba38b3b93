package io.gauntlet.plugins.attacks.physical;

import java.util.List;

import io.gauntlet.api.attack.AttackFactory;

/** What makes the attacks on what a camera sees. */
public final class PhysicalAttacks {
    private PhysicalAttacks() {}

    /** One for each attack, in the order in which the catalog shows them. */
    public static List<AttackFactory<?>> factories() {
        return List.of(
                new AttackFactory<>(EotPgd.INFO, EotPgd.Parameters.class, EotPgd::new),
                new AttackFactory<>(Patch.INFO, Patch.Parameters.class, Patch::new),
                new AttackFactory<>(Spatial.INFO, Spatial.Parameters.class, Spatial::new));
    }
}
