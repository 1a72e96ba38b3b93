package io.gauntlet.plugins.attacks.transfer;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.gauntlet.api.attack.AttackFactory;

/** What makes the attacks on networks of the attacker's own. */
public final class TransferAttacks {
    private TransferAttacks() {}

    /** One for each attack, in the order in which the catalog shows them. */
    public static List<AttackFactory<?>> factories() {
        return List.of(
                new AttackFactory<>(
                        Transfer.INFO,
                        Transfer.Parameters.class,
                        Transfer::new,
                        parameters -> architectures(parameters.architectures())),
                new AttackFactory<>(
                        Substitute.INFO,
                        Substitute.Parameters.class,
                        Substitute::new,
                        parameters -> architectures(List.of(parameters.architecture()))));
    }

    /** Networks are made of architectures: declared, so that a name that does not exist is refused before any training. */
    private static Set<String> architectures(List<String> names) {
        return names.stream().map(name -> "architecture/" + name).collect(Collectors.toUnmodifiableSet());
    }
}
