package io.gauntlet.plugins.attacks.saliency;

import java.util.List;

import io.gauntlet.api.attack.AttackFactory;

/** What makes the saliency map attack. */
public final class SaliencyAttacks {
    private SaliencyAttacks() {}

    /** One for each attack, in the order in which the catalog shows them. */
    public static List<AttackFactory<?>> factories() {
        return List.of(new AttackFactory<>(Jsma.INFO, Jsma.Parameters.class, Jsma::new));
    }
}
