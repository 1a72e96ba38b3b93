package io.gauntlet.plugins.attacks.canary;

import java.util.List;

import io.gauntlet.api.attack.AttackFactory;

/** What makes the canaries. */
public final class CanaryAttacks {
    private CanaryAttacks() {}

    /** One for each attack, in the order in which the catalog shows them. */
    public static List<AttackFactory<?>> factories() {
        return List.of(
                new AttackFactory<>(Noise.INFO, Noise.Parameters.class, Noise::new),
                new AttackFactory<>(SaltAndPepper.INFO, SaltAndPepper.Parameters.class, SaltAndPepper::new),
                new AttackFactory<>(Blur.INFO, Blur.Parameters.class, Blur::new),
                new AttackFactory<>(Blend.INFO, Blend.Parameters.class, Blend::new));
    }
}
