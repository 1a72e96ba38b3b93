package io.gauntlet.plugins.attacks.universal;

import java.util.List;

import io.gauntlet.api.attack.AttackFactory;

/** What makes the attacks with one perturbation for all samples. */
public final class UniversalAttacks {
    private UniversalAttacks() {}

    /** One for each attack, in the order in which the catalog shows them. */
    public static List<AttackFactory<?>> factories() {
        return List.of(
                new AttackFactory<>(Universal.INFO, Universal.Parameters.class, Universal::new),
                new AttackFactory<>(UniversalPatch.INFO, UniversalPatch.Parameters.class, UniversalPatch::new));
    }
}
