package io.gauntlet.plugins.attacks.fixed;

import java.util.List;

import io.gauntlet.api.attack.AttackFactory;

/** What makes the gradient attacks within a fixed epsilon. */
public final class FixedAttacks {
    private FixedAttacks() {}

    /** One for each attack, in the order in which the catalog shows them. */
    public static List<AttackFactory<?>> factories() {
        return List.of(
                new AttackFactory<>(Fgsm.INFO, Fgsm.Parameters.class, Fgsm::new),
                new AttackFactory<>(Bim.INFO, Bim.Parameters.class, Bim::new),
                new AttackFactory<>(MiFgsm.INFO, MiFgsm.Parameters.class, MiFgsm::new),
                new AttackFactory<>(Pgd.INFO, Pgd.Parameters.class, Pgd::new));
    }
}
