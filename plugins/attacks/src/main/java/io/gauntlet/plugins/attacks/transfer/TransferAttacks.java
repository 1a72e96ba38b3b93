package io.gauntlet.plugins.attacks.transfer;

import java.util.List;

import io.gauntlet.api.attack.AttackFactory;

/** What makes the attacks on networks of the attacker's own. */
public final class TransferAttacks {
    private TransferAttacks() {}

    /** One for each attack, in the order in which the catalog shows them. */
    public static List<AttackFactory<?>> factories() {
        return List.of(
                new AttackFactory<>(Transfer.INFO, Transfer.Parameters.class, Transfer::new),
                new AttackFactory<>(Substitute.INFO, Substitute.Parameters.class, Substitute::new));
    }
}
