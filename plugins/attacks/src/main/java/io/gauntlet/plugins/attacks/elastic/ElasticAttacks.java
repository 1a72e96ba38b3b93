package io.gauntlet.plugins.attacks.elastic;

import java.util.List;

import io.gauntlet.api.attack.AttackFactory;

/** What makes the elastic-net attack. */
public final class ElasticAttacks {
    private ElasticAttacks() {}

    /** One for each attack, in the order in which the catalog shows them. */
    public static List<AttackFactory<?>> factories() {
        return List.of(new AttackFactory<>(Ead.INFO, Ead.Parameters.class, Ead::new));
    }
}
